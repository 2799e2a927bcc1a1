// SPDX-License-Identifier: Apache-2.0
#include "scanner/engine/secret_cache.h"

#include <algorithm>
#include <functional>

namespace keyhound {
namespace {

std::uint8_t ends_of(const MatchBytes& match) {
  return static_cast<std::uint8_t>((match.is_first ? 1 : 0) | (match.is_last ? 2 : 0));
}

bool can_be_kept(const MatchBytes& match) {
  return !match.bytes.empty() && match.bytes.size() <= SecretCache::kMaxBytes;
}

}  // namespace

std::size_t SecretCache::slot_of(const MatchBytes& match) {
  return (std::hash<std::string_view>()(match.bytes) + match.rule) % kEntries;
}

bool SecretCache::Entry::holds(const MatchBytes& match) const {
  return rule == match.rule && ends == ends_of(match) &&
         std::string_view(bytes.data(), size) == match.bytes;
}

std::optional<SecretPlace> SecretCache::find(const MatchBytes& match) const {
  if (entries_ == nullptr || !can_be_kept(match)) return std::nullopt;
  const std::size_t slot = slot_of(match);
  const Entry& entry = entries_[slot];
  if (!is_kept_[slot] || !entry.holds(match)) return std::nullopt;
  return SecretPlace{entry.begin, entry.end};
}

void SecretCache::keep(const MatchBytes& match, SecretPlace place) {
  if (!can_be_kept(match)) return;
  if (entries_ == nullptr) entries_ = std::make_unique_for_overwrite<Entry[]>(kEntries);
  const std::size_t slot = slot_of(match);
  is_kept_.set(slot);
  Entry& entry = entries_[slot];
  entry.rule = match.rule;
  entry.size = static_cast<std::uint8_t>(match.bytes.size());
  entry.ends = ends_of(match);
  entry.begin = place.begin;
  entry.end = place.end;
  std::copy(match.bytes.begin(), match.bytes.end(), entry.bytes.begin());
}

}  // namespace keyhound
