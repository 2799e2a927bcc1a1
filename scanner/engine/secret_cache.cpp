// SPDX-License-Identifier: Apache-2.0
#include "scanner/engine/secret_cache.h"

#include <algorithm>
#include <functional>

namespace keyhound {
namespace {

constexpr std::size_t kEntries = 2048;  // 128 KiB

std::uint8_t ends_of(const MatchBytes& match) {
  return static_cast<std::uint8_t>((match.is_first ? 1 : 0) | (match.is_last ? 2 : 0));
}

bool can_be_kept(const MatchBytes& match) {
  return !match.bytes.empty() && match.bytes.size() <= SecretCache::kMaxBytes;
}

std::size_t slot_of(const MatchBytes& match) {
  return (std::hash<std::string_view>()(match.bytes) + match.rule) % kEntries;
}

}  // namespace

bool SecretCache::Entry::holds(const MatchBytes& match) const {
  return rule == match.rule && ends == ends_of(match) &&
         std::string_view(bytes.data(), size) == match.bytes;
}

std::optional<SecretPlace> SecretCache::find(const MatchBytes& match) const {
  if (entries_.empty() || !can_be_kept(match)) return std::nullopt;
  const Entry& entry = entries_[slot_of(match)];
  if (!entry.holds(match)) return std::nullopt;
  return entry.place;
}

void SecretCache::keep(const MatchBytes& match, SecretPlace place) {
  if (!can_be_kept(match)) return;
  entries_.resize(kEntries);
  Entry& entry = entries_[slot_of(match)];
  entry.rule = match.rule;
  entry.size = static_cast<std::uint8_t>(match.bytes.size());
  entry.ends = ends_of(match);
  entry.place = place;
  std::copy(match.bytes.begin(), match.bytes.end(), entry.bytes.begin());
}

}  // namespace keyhound
