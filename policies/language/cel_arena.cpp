// SPDX-License-Identifier: Apache-2.0
#include "policies/language/cel_arena.h"

#include <algorithm>
#include <cstring>
#include <new>

namespace keyhound {
namespace {

constexpr std::size_t kFirstChunk = 4096;
constexpr std::size_t kAlignment = alignof(CelValue);

}  // namespace

std::byte* CelArena::allocate(std::size_t bytes) {
  // `limit_` bounds what is added here, so nothing overflows.
  if (bytes > limit_ || used_ > limit_ - bytes) {
    is_exhausted_ = true;
    return nullptr;
  }
  bytes = (bytes + kAlignment - 1) / kAlignment * kAlignment;
  while (chunk_ < chunks_.size() && chunks_[chunk_].size - offset_ < bytes) {
    ++chunk_;
    offset_ = 0;
  }
  if (chunk_ == chunks_.size()) {
    // Twice the last: an evaluation takes few chunks, and what they leave unused stays in bounds.
    const std::size_t twice = chunks_.empty() ? kFirstChunk : chunks_.back().size * 2;
    const std::size_t size = std::max(bytes, std::min(twice, std::size_t{1} << 20U));
    chunks_.push_back({std::make_unique<std::byte[]>(size), size});
    offset_ = 0;
  }
  std::byte* const place = chunks_[chunk_].memory.get() + offset_;
  offset_ += bytes;
  used_ += bytes;
  return place;
}

std::span<char> CelArena::characters(std::size_t count) {
  if (count == 0) return {};
  auto* const place = reinterpret_cast<char*>(allocate(count));
  return place == nullptr ? std::span<char>{} : std::span<char>{place, count};
}

std::span<CelValue> CelArena::values(std::size_t count) {
  if (count == 0) return {};
  if (count > limit_ / sizeof(CelValue)) {
    is_exhausted_ = true;
    return {};
  }
  std::byte* const place = allocate(count * sizeof(CelValue));
  if (place == nullptr) return {};
  auto* const first = reinterpret_cast<CelValue*>(place);
  for (std::size_t i = 0; i < count; ++i) new (first + i) CelValue();
  return {first, count};
}

std::string_view CelArena::copy(std::string_view text) {
  const std::span<char> room = characters(text.size());
  if (room.empty()) return {};
  std::memcpy(room.data(), text.data(), text.size());
  return {room.data(), room.size()};
}

std::span<const CelValue> CelArena::list_of(const std::vector<std::string>& texts) {
  const std::span<CelValue> room = values(texts.size());
  for (std::size_t i = 0; i < room.size(); ++i) room[i] = CelValue::text(texts[i]);
  return room;
}

std::span<const CelValue> CelArena::list_of(std::span<const CelValue> values_to_copy) {
  const std::span<CelValue> room = values(values_to_copy.size());
  for (std::size_t i = 0; i < room.size(); ++i) room[i] = values_to_copy[i];
  return room;
}

std::span<const CelMapEntry> CelArena::map_of(std::span<const CelMapEntry> entries) {
  std::vector<CelMapEntry> sorted;
  for (const CelMapEntry& entry : entries)
    if (is_key(entry.key)) sorted.push_back(entry);
  std::stable_sort(sorted.begin(), sorted.end(), [](const CelMapEntry& a, const CelMapEntry& b) {
    return is_key_before(a.key, b.key);
  });
  std::size_t kept = 0;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    const bool is_repeated =
        i + 1 < sorted.size() && !is_key_before(sorted[i].key, sorted[i + 1].key);
    if (!is_repeated) sorted[kept++] = sorted[i];
  }
  if (kept == 0 || kept > limit_ / sizeof(CelMapEntry)) {
    is_exhausted_ = is_exhausted_ || kept != 0;
    return {};
  }
  std::byte* const place = allocate(kept * sizeof(CelMapEntry));
  if (place == nullptr) return {};
  auto* const first = reinterpret_cast<CelMapEntry*>(place);
  for (std::size_t i = 0; i < kept; ++i) new (first + i) CelMapEntry(sorted[i]);
  return {first, kept};
}

void CelArena::reset() {
  used_ = 0;
  chunk_ = 0;
  offset_ = 0;
  is_exhausted_ = false;
}

}  // namespace keyhound
