// SPDX-License-Identifier: Apache-2.0
#include "scanner/dashboard/model/exception_state.h"

namespace keyhound {

std::string_view end_state(BoardTime until, Timestamp now) {
  constexpr std::int64_t kDay = 86'400;
  if (!until) return "no-end";
  if (*until < now) return "ended";
  return until->seconds - now.seconds <= kSoonDays * kDay ? "ends-soon" : "in-force";
}

std::string_view exception_state(const BoardException& exception, Timestamp now) {
  const std::string_view state = end_state(exception.expires, now);
  return state == "ended" || exception.is_in_force ? state : "not-in-force";
}

EndWord end_word(std::string_view state) {
  static constexpr EndWord kWords[] = {{"no-end", "No end", "warn"},
                                       {"in-force", "In force", "waived"},
                                       {"ends-soon", "Ends soon", "warn"},
                                       {"ended", "Ended", "bad"}};
  for (const EndWord& one : kWords)
    if (one.state == state) return one;
  return {"not-in-force", "Not in force", "bad"};
}

}  // namespace keyhound
