// SPDX-License-Identifier: Apache-2.0
#include "scanner/dashboard/model/board_rows.h"

#include <algorithm>

namespace keyhound {

std::uint64_t BoardCells::count() {
  return static_cast<std::uint64_t>(std::max<std::int64_t>(0, number()));
}

BoardTime BoardCells::time() {
  const std::string_view text = text_of(next());
  if (text.empty()) return std::nullopt;
  const auto time = parse_timestamp(text);
  return time ? BoardTime(*time) : std::nullopt;
}

std::size_t BoardCells::rank() {
  return static_cast<std::size_t>(
      std::clamp<std::int64_t>(number(), 0, static_cast<std::int64_t>(kBoardSeverities) - 1));
}

}  // namespace keyhound
