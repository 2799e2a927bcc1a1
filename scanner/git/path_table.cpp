// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/path_table.h"

#include <string_view>
#include <utility>

namespace keyhound {

std::uint32_t PathTable::child(std::uint32_t directory, std::uint32_t name) {
  const std::uint64_t key = std::uint64_t{directory} << 32 | name;
  const auto known = numbers_.find(key);
  if (known != numbers_.end()) return known->second;
  if (entries_.size() >= most_paths_) {
    is_full_ = true;
    return kRoot;
  }
  const auto number = static_cast<std::uint32_t>(entries_.size());
  numbers_.emplace(key, number);
  entries_.push_back({directory, name});
  return number;
}

std::uint32_t PathTable::literal(std::string text) {
  entries_.push_back({kLiteral, static_cast<std::uint32_t>(literals_.size())});
  literals_.push_back(std::move(text));
  return static_cast<std::uint32_t>(entries_.size() - 1);
}

std::string PathTable::spell(std::uint32_t path) {
  if (entries_[path].directory == kLiteral) return literals_[entries_[path].name];
  std::vector<std::string_view> parts;
  std::size_t size = 0;
  for (; path != kRoot; path = entries_[path].directory) {
    const std::string_view part = index_.name(entries_[path].name);
    size += part.size() + 1;
    if (size > kMostBytes && !parts.empty()) break;
    parts.push_back(part.substr(0, kMostBytes));
  }
  if (size > most_spelled_) {
    is_full_ = true;
    return {};
  }
  most_spelled_ -= size;
  std::string spelled;
  for (auto part = parts.rbegin(); part != parts.rend(); ++part) {
    if (part != parts.rbegin()) spelled.push_back('/');
    spelled.append(*part);
  }
  return spelled;
}

}  // namespace keyhound
