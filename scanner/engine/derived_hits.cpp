// SPDX-License-Identifier: Apache-2.0
// Why the hits of a derived text can be taken from its base.
//
// A trigger has no assertions and at most 64 bytes. So whether it hits with the end e is decided by
// the bytes [e - 64, e) alone, or by [0, e) where there are fewer before it; what surrounds them
// does not matter. When these bytes were copied as one piece, from b in the base to t in the text,
// the base hits at e - t + b exactly when the text hits at e. For e < 64 this asks for more than a
// copy of [0, e): the base may hold bytes before them with which a trigger hits there. So both must
// begin with these bytes, t = b = 0.
//
// That makes a range of n bytes decide the ends from t + 64 to t + n, or from 1 on when t = b = 0.
// All other ends lie in stretches behind inserted bytes and seams. Such a stretch of ends, from f
// to l, is searched in the window [f - 64, l): all that its hits can consist of. A hit in the
// window that ends before f is left, since the window may not hold its first bytes while a span has
// decided it with all of them.
//
// A short span is not carried but searched, and its neighbours become one window. Starting a search
// was measured at 30 ns, the time in which 100 bytes are searched, and a window reads 64 bytes that
// decide nothing.
//
// Rejected: each trigger's own width in place of 64. Half of the triggers of the default rules are
// narrower than 25 bytes, but all are searched for at once, so that the widest decides.
#include "scanner/engine/derived_hits.h"

#include <algorithm>

#include "scanner/engine/trigger.h"

namespace keyhound {
namespace {

constexpr std::size_t kLeastSpan = 128;  // ends

// The range from the first to the last hit of the trigger that `hits` begins with.
std::span<const TriggerHit> first_group(std::span<const TriggerHit> hits) {
  std::size_t count = 1;
  while (count < hits.size() && hits[count].trigger == hits.front().trigger) ++count;
  return hits.first(count);
}

}  // namespace

bool is_valid_copy(std::span<const CopiedRange> copied, std::size_t text_size,
                   std::size_t base_size) {
  std::size_t end = 0;
  for (const CopiedRange& range : copied) {
    if (range.size == 0 || range.begin < end) return false;
    if (range.begin > text_size || range.size > text_size - range.begin) return false;
    if (range.base_begin > base_size || range.size > base_size - range.base_begin) return false;
    end = range.end();
  }
  return true;
}

void plan_search(std::size_t text_size, std::span<const CopiedRange> copied, SearchPlan& plan) {
  plan.windows.clear();
  plan.spans.clear();
  std::size_t next_end = 1;  // the least that is not decided yet
  const auto search_until = [&](std::size_t last_end) {
    if (next_end > last_end) return;
    const std::size_t begin = next_end > kMaxTriggerWidth ? next_end - kMaxTriggerWidth : 0;
    plan.windows.push_back({begin, next_end, last_end});
  };
  for (const CopiedRange& range : copied) {
    const bool is_head = range.begin == 0 && range.base_begin == 0;
    const std::size_t lead = is_head ? 1 : kMaxTriggerWidth;
    if (range.size < lead + kLeastSpan - 1) continue;
    search_until(range.begin + lead - 1);
    plan.spans.push_back({range.begin + lead, range.end(), range.base_begin + lead});
    next_end = range.end() + 1;
  }
  search_until(text_size);
}

void carry_hits(std::span<const TriggerHit> base, std::span<const CarriedSpan> spans,
                std::vector<TriggerHit>& hits) {
  hits.clear();
  while (!base.empty()) {
    const std::span<const TriggerHit> group = first_group(base);
    base = base.subspan(group.size());
    for (const CarriedSpan& span : spans) {
      const std::size_t base_last_end = span.base_first_end + (span.last_end - span.first_end);
      auto hit = std::lower_bound(
          group.begin(), group.end(), span.base_first_end,
          [](const TriggerHit& candidate, std::size_t end) { return candidate.end < end; });
      for (; hit != group.end() && hit->end <= base_last_end; ++hit) {
        const std::size_t end = hit->end - span.base_first_end + span.first_end;
        hits.push_back({hit->trigger, static_cast<std::uint32_t>(end)});
      }
    }
  }
}

}  // namespace keyhound
