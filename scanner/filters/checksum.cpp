// SPDX-License-Identifier: Apache-2.0
#include "scanner/filters/checksum.h"

#include <fmt/format.h>

#include <algorithm>

#include "scanner/filters/checksum/checksum_kind.h"

namespace keyhound {
namespace {

// By name.
const std::vector<ChecksumKind>& kinds() {
  static const std::vector<ChecksumKind> kKinds = [] {
    std::vector<ChecksumKind> all;
    for (const auto& family :
         {base58_checksums(), bech32_checksums(), crc_checksums(), identifiable_key_checksums(),
          json_structures(), key_structures(), text_structures()}) {
      all.insert(all.end(), family.begin(), family.end());
    }
    std::sort(all.begin(), all.end(),
              [](const ChecksumKind& a, const ChecksumKind& b) { return a.name < b.name; });
    return all;
  }();
  return kKinds;
}

const ChecksumKind* find_kind(std::string_view name) {
  const auto kind = std::lower_bound(
      kinds().begin(), kinds().end(), name,
      [](const ChecksumKind& a, std::string_view wanted) { return a.name < wanted; });
  return kind == kinds().end() || kind->name != name ? nullptr : &*kind;
}

}  // namespace

std::optional<bool> is_checksum_right(std::string_view name, std::string_view secret) {
  const ChecksumKind* kind = find_kind(name);
  return kind == nullptr ? std::nullopt : kind->is_right(secret);
}

Result<std::string> make_checksum_body(std::string_view name, const Draw& draw) {
  const ChecksumKind* kind = find_kind(name);
  if (kind == nullptr) {
    return fail(ErrorKind::kConfiguration, fmt::format("there is no checksum '{}'", name));
  }
  return kind->make_body(draw);
}

bool is_checksum_name(std::string_view name) { return find_kind(name) != nullptr; }

std::vector<std::string_view> checksum_names() {
  std::vector<std::string_view> names;
  for (const ChecksumKind& kind : kinds()) names.push_back(kind.name);
  return names;
}

}  // namespace keyhound
