// SPDX-License-Identifier: Apache-2.0
// EntryOrder: the objects of a pack in the order in which they stand there. Plain data.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "scanner/git/pack/pack_index.h"

namespace keyhound {

struct EntryOrder {
  std::vector<std::uint64_t> offsets;    // ascending
  std::vector<std::uint32_t> positions;  // in the index, of the same objects

  // Where `offset` stands in the order; none when no object begins there.
  [[nodiscard]] std::optional<std::size_t> find(std::uint64_t offset) const;
};

EntryOrder order_entries(const PackIndex& index);

}  // namespace keyhound
