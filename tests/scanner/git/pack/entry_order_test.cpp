// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/pack/entry_order.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

namespace keyhound {

TEST_CASE("Entries are ordered by offset, whatever its size, and found again") {
  std::mt19937_64 random(7);
  for (const std::size_t count : {0U, 1U, 2U, 1000U}) {
    for (const unsigned bits : {1U, 11U, 12U, 31U, 33U, 63U}) {
      std::vector<PackIndex::Entry> entries(count);
      for (PackIndex::Entry& entry : entries) {
        std::array<std::uint8_t, ObjectId::kSha1Size> id{};
        std::generate(id.begin(), id.end(), [&] { return static_cast<std::uint8_t>(random()); });
        entry.id = ObjectId::from_bytes(id);
        entry.offset = random() & ((std::uint64_t{1} << bits) - 1);
      }
      const PackIndex index = PackIndex::make(entries, ObjectId::kSha1Size);
      const EntryOrder order = order_entries(index);
      REQUIRE(order.offsets.size() == count);
      CHECK(std::is_sorted(order.offsets.begin(), order.offsets.end()));
      std::vector<std::uint32_t> positions = order.positions;
      std::sort(positions.begin(), positions.end());
      for (std::uint32_t i = 0; i < count; ++i) {
        CHECK(positions[i] == i);
        CHECK(index.offset(order.positions[i]) == order.offsets[i]);
        REQUIRE(order.find(order.offsets[i]));
        CHECK(order.offsets[*order.find(order.offsets[i])] == order.offsets[i]);
      }
      CHECK_FALSE(order.find(std::uint64_t{1} << 63));
    }
  }
}

}  // namespace keyhound
