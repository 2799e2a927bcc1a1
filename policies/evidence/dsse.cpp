// SPDX-License-Identifier: Apache-2.0
#include "policies/evidence/dsse.h"

#include <fmt/format.h>

#include <algorithm>

#include "policies/evidence/canonical_json.h"
#include "policies/evidence/signing_key.h"
#include "scanner/base/check.h"
#include "scanner/base/text_decode.h"
#include "scanner/base/text_encode.h"

namespace keyhound {
namespace {

constexpr std::size_t kMostSignatures = 100;  // each costs a verification

tl::unexpected<Error> refuse(const char* reason) {
  return fail(ErrorKind::kCorrupt, std::string("the envelope: ") + reason);
}

const std::string* text_of(const Json& object, const char* name) {
  const auto found = object.find(name);
  return found == object.end() ? nullptr : found->get_ptr<const std::string*>();
}

bool is_signed(const Json& entry, std::string_view message, const PublicKey& key) {
  const std::string* text = entry.is_object() ? text_of(entry, "sig") : nullptr;
  const auto bytes = text == nullptr ? std::nullopt : from_base64(*text);
  Signature signature{};
  if (!bytes || bytes->size() != signature.size()) return false;
  std::copy(bytes->begin(), bytes->end(), signature.begin());
  return is_signature_of(message, signature, key);
}

}  // namespace

Result<std::string> in_toto_statement(std::span<const StatementSubject> subjects,
                                      std::string_view predicate_type, std::string_view predicate) {
  KEYHOUND_TRY(const Json predicate_json, parse_json(predicate));
  Json list = Json::array();
  for (const StatementSubject& subject : subjects) {
    list.push_back({{"name", subject.name}, {"digest", {{subject.algorithm, subject.value}}}});
  }
  return canonical_json({{"_type", "https://in-toto.io/Statement/v1"},
                         {"subject", list},
                         {"predicateType", predicate_type},
                         {"predicate", predicate_json}});
}

std::string dsse_pae(std::string_view payload_type, std::string_view payload) {
  return fmt::format("DSSEv1 {} {} {} {}", payload_type.size(), payload_type, payload.size(),
                     payload);
}

std::string dsse_envelope(std::string_view payload, const SigningKey& key) {
  const Signature signature = key.sign(dsse_pae(kInTotoPayloadType, payload));
  const auto* bytes = reinterpret_cast<const char*>(signature.data());
  const Json envelope = {
      {"payloadType", kInTotoPayloadType},
      {"payload", to_base64(payload)},
      {"signatures", Json::array({{{"keyid", key_id_of(key.public_key())},
                                   {"sig", to_base64({bytes, signature.size()})}}})}};
  const auto text = canonical_json(envelope);
  KEYHOUND_CHECK(text);  // base64 and hex only
  return *text + "\n";
}

Result<std::string> open_dsse(std::string_view envelope, const PublicKey& key) {
  KEYHOUND_TRY(const Json object, parse_json(envelope));
  if (!object.is_object()) return refuse("it is no JSON object");
  const std::string* type = text_of(object, "payloadType");
  const std::string* encoded = text_of(object, "payload");
  if (type == nullptr || *type != kInTotoPayloadType)
    return refuse("its payloadType is not application/vnd.in-toto+json");
  const auto payload = encoded == nullptr ? std::nullopt : from_base64(*encoded);
  if (!payload) return refuse("its payload is no base64");
  const auto signatures = object.find("signatures");
  if (signatures == object.end() || !signatures->is_array() ||
      signatures->size() > kMostSignatures) {
    return refuse("it has no list of signatures, or one of more than 100");
  }
  const std::string message = dsse_pae(*type, *payload);
  const bool is_any = std::any_of(signatures->begin(), signatures->end(), [&](const Json& entry) {
    return is_signed(entry, message, key);
  });
  if (!is_any) return refuse("no signature is by the key given");
  return *payload;
}

}  // namespace keyhound
