// SPDX-License-Identifier: Apache-2.0
// Private to scanner/engine/: TriggerGuards turns the hits of heads, which Hyperscan finds, into
// those of triggers: see trigger_split.h. It is an image, which is used where it lies, so that a
// program that carries one need not make it.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/engine/search_window.h"
#include "scanner/engine/trigger_hit.h"

namespace keyhound {

struct GuardedHeads {
  std::vector<std::string> heads;  // distinct Hyperscan patterns
  std::string image;
};

// REQUIRES: print_regex() wrote the triggers.
GuardedHeads guard_triggers(std::span<const std::string> triggers);

// Immutable, thread-safe.
class TriggerGuards {
 public:
  static constexpr std::size_t kAlignment = alignof(std::uint32_t);

  TriggerGuards() = default;  // of no head

  // Over an image of guard_triggers(), which must outlive the object and begin at a multiple of
  // kAlignment. kCorrupt for what is none; that the tables in it are whole is not checked.
  static Result<TriggerGuards> use(std::string_view image);

  // Appends the hits of the triggers whose head number `head` ends at `end`, if they end in the
  // window: of each, the first end behind this head, at least (what a guard does not read counts
  // with its least width). Their numbers count from `first_trigger` on. What is beyond the window
  // is not looked at.
  void add_hits(std::uint32_t head, std::size_t end, std::string_view text,
                const SearchWindow& window, std::uint32_t first_trigger,
                std::vector<TriggerHit>& hits) const;

 private:
  std::string_view image_;
  std::span<const std::uint32_t> first_entries_;  // of each head, and one more
  std::span<const std::uint32_t> entries_;
};

}  // namespace keyhound
