// SPDX-License-Identifier: Apache-2.0
// What a credential reveals offline about whom it belongs to and until when it holds: account,
// issuer, key id, expiry. Each decoder has a name, which rules give as `reveals`, and a row in a
// table of its family in identity/. What is public only: never the secret or a part that would help
// to guess it. Pure, thread-safe.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace keyhound {

using IdentityPairs = std::vector<std::pair<std::string, std::string>>;  // name, value

// What decoders look at.
struct IdentitySource {
  std::string_view secret;
  std::string_view match;
  std::string_view around;  // run_around() the match: the whole URL
};

// Times are RFC 3339 in UTC. Empty for an unknown name and where nothing can be read. Values are at
// most 200 bytes long and hold no control characters.
IdentityPairs revealed_identity(std::string_view name, const IdentitySource& source);

// The text [start, end) with what stands next to it without a space, a quote or a bracket, up to
// 1024 bytes on each side.
std::string_view run_around(std::string_view text, std::size_t start, std::size_t end);

bool is_identity_decoder(std::string_view name);
std::vector<std::string_view> identity_decoder_names();  // sorted

}  // namespace keyhound
