// SPDX-License-Identifier: Apache-2.0
#include "scanner/migration/hashed_secret.h"

#include <cstdint>
#include <span>
#include <string>

#include "scanner/base/text_encode.h"
#include "scanner/git/object_hash.h"

namespace keyhound {
namespace {

constexpr std::size_t kLongestLine = 512;  // 130,000 parts, hashed in 40 ms
constexpr std::size_t kSha1Digits = 2 * ObjectId::kSha1Size;

std::string sha1_of(std::string_view text) {
  const std::string raw = hash_bytes(text, ObjectId::kSha1Size);
  return to_hex({reinterpret_cast<const std::uint8_t*>(raw.data()), raw.size()});
}

}  // namespace

bool has_sha1(std::string_view text, std::string_view sha1) {
  return sha1.size() == kSha1Digits && sha1_of(text) == sha1;
}

std::optional<std::size_t> hashed_part(std::string_view line, std::size_t begin, std::size_t end,
                                       std::string_view sha1) {
  if (line.size() > kLongestLine || sha1.size() != kSha1Digits) return std::nullopt;
  for (std::size_t from = 0; from < end && from < line.size(); ++from) {
    const std::size_t least = from < begin ? begin - from + 1 : 1;
    for (std::size_t size = least; size <= line.size() - from; ++size)
      if (has_sha1(line.substr(from, size), sha1)) return size;
  }
  return std::nullopt;
}

}  // namespace keyhound
