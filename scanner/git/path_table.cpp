// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/path_table.h"

#include <string_view>
#include <utility>

namespace keyhound {

std::uint32_t PathTable::child(std::uint32_t directory, std::uint32_t name) {
  const std::uint64_t key = std::uint64_t{directory} << 32 | name;
  const auto [place, is_new] =
      numbers_.try_emplace(key, static_cast<std::uint32_t>(entries_.size()));
  if (is_new) entries_.push_back({directory, name});
  return place->second;
}

std::uint32_t PathTable::literal(std::string text) {
  entries_.push_back({kLiteral, static_cast<std::uint32_t>(literals_.size())});
  literals_.push_back(std::move(text));
  return static_cast<std::uint32_t>(entries_.size() - 1);
}

std::string PathTable::spell(std::uint32_t path) const {
  if (entries_[path].directory == kLiteral) return literals_[entries_[path].name];
  std::vector<std::string_view> parts;
  std::size_t size = 0;
  for (; path != kRoot; path = entries_[path].directory) {
    const std::string_view part = index_.name(entries_[path].name);
    size += part.size() + 1;
    if (size > kMostBytes && !parts.empty()) break;
    parts.push_back(part.substr(0, kMostBytes));
  }
  std::string spelled;
  for (auto part = parts.rbegin(); part != parts.rend(); ++part) {
    if (part != parts.rbegin()) spelled.push_back('/');
    spelled.append(*part);
  }
  return spelled;
}

}  // namespace keyhound
