// SPDX-License-Identifier: Apache-2.0
// How far an exception is from its end. Pure.
#pragma once

#include <string_view>

#include "scanner/dashboard/model/board_model.h"

namespace keyhound {

// An exception that ends within so many days asks for a decision now.
inline constexpr std::int64_t kSoonDays = 14;

// "no-end", "in-force", "ends-soon" or "ended".
std::string_view end_state(BoardTime until, Timestamp now);
// As above, or "not-in-force" for one that the policies did not accept though it has not ended.
std::string_view exception_state(const BoardException& exception, Timestamp now);

// "Ends soon" and the like, and its badge.
struct EndWord {
  std::string_view state;
  std::string_view word;
  std::string_view kind;
};
EndWord end_word(std::string_view state);

}  // namespace keyhound
