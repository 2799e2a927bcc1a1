// SPDX-License-Identifier: Apache-2.0
// DSSE envelopes (https://github.com/secure-systems-lab/dsse, v1) around in-toto statements, signed
// with Ed25519 over the pre-authentication encoding
//   "DSSEv1" SP len(type) SP type SP len(body) SP body
// Pure, thread-safe.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "scanner/base/result.h"
#include "scanner/base/signature.h"

namespace keyhound {

inline constexpr std::string_view kInTotoPayloadType = "application/vnd.in-toto+json";

// What a statement is about: {"name": ..., "digest": {algorithm: value}}.
struct StatementSubject {
  std::string name;
  std::string algorithm;  // "sha256", "gitCommit"
  std::string value;      // hex
};

// An in-toto Statement v1 in canonical form. `predicate` is JSON text; kCorrupt when it is none.
Result<std::string> in_toto_statement(std::span<const StatementSubject> subjects,
                                      std::string_view predicate_type, std::string_view predicate);

// The bytes that are signed.
std::string dsse_pae(std::string_view payload_type, std::string_view payload);

// The envelope as one line of JSON, with one signature. `payload` is a statement's JSON.
std::string dsse_envelope(std::string_view payload, const SigningKey& key);

// The payload, once a signature of the envelope is by `key`. kCorrupt for what is no envelope with
// kInTotoPayloadType, or when no signature is. Whatever `keyid` says, `key` decides.
Result<std::string> open_dsse(std::string_view envelope, const PublicKey& key);

}  // namespace keyhound
