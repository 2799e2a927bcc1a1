// SPDX-License-Identifier: Apache-2.0
#include "scanner/decode/identity.h"

#include <algorithm>

#include "scanner/decode/identity/identity_decoder.h"

namespace keyhound {
namespace {

constexpr std::size_t kLongestValue = 200;

const std::vector<IdentityDecoder>& decoders() {
  static const std::vector<IdentityDecoder> kDecoders = [] {
    std::vector<IdentityDecoder> all;
    for (const auto& family : {aws_identities(), azure_identities(), json_identities(),
                               key_identities(), text_identities()}) {
      all.insert(all.end(), family.begin(), family.end());
    }
    std::sort(all.begin(), all.end(),
              [](const IdentityDecoder& a, const IdentityDecoder& b) { return a.name < b.name; });
    return all;
  }();
  return kDecoders;
}

const IdentityDecoder* find_decoder(std::string_view name) {
  const auto found =
      std::find_if(decoders().begin(), decoders().end(),
                   [name](const IdentityDecoder& decoder) { return decoder.name == name; });
  return found == decoders().end() ? nullptr : &*found;
}

bool is_presentable(std::string_view value) {
  return !value.empty() && value.size() <= kLongestValue &&
         std::none_of(value.begin(), value.end(),
                      [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == '\x7F'; });
}

}  // namespace

IdentityPairs revealed_identity(std::string_view name, const IdentitySource& source) {
  const IdentityDecoder* decoder = find_decoder(name);
  if (decoder == nullptr) return {};
  IdentityPairs pairs = decoder->decode(source);
  std::erase_if(pairs, [](const auto& pair) { return !is_presentable(pair.second); });
  return pairs;
}

std::string_view run_around(std::string_view text, std::size_t start, std::size_t end) {
  constexpr std::size_t kReach = 1024;
  constexpr std::string_view kEnds = " \t\r\n\"'`<>()[]{}";
  const std::size_t least = start > kReach ? start - kReach : 0;
  const std::size_t most = std::min(text.size(), end + kReach);
  while (start > least && kEnds.find(text[start - 1]) == std::string_view::npos) --start;
  while (end < most && kEnds.find(text[end]) == std::string_view::npos) ++end;
  return text.substr(start, end - start);
}

bool is_identity_decoder(std::string_view name) { return find_decoder(name) != nullptr; }

std::vector<std::string_view> identity_decoder_names() {
  std::vector<std::string_view> names;
  for (const IdentityDecoder& decoder : decoders()) names.push_back(decoder.name);
  return names;
}

}  // namespace keyhound
