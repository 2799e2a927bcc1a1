// SPDX-License-Identifier: Apache-2.0
// Private to scanner/engine/: takes the matches of a rule over from the base of a derived text
// where it can be told that they are the same. See carry.cpp. Pure functions, thread-safe.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "scanner/base/copied_range.h"
#include "scanner/engine/compiled_rule.h"
#include "scanner/engine/rule_engine.h"
#include "scanner/engine/secret_cache.h"

namespace keyhound {

struct DerivedText {
  std::string_view text;
  std::span<const CopiedRange> copied;  // as is_valid_copy() asks for
  std::span<const Match> base_matches;  // sorted, of all rules
  std::size_t base_size = 0;
};

// Appends the matches of `rule`, whose index is `index`, ascending: what confirm_hits() appends for
// the same hits. `hits` and `base_hits` are those of the rule's trigger in the text and in the
// base, ascending.
void carry_matches(const CompiledRule& rule, std::uint32_t index, const DerivedText& derived,
                   std::span<const TriggerHit> hits, std::span<const TriggerHit> base_hits,
                   SecretCache& secrets, std::vector<Match>& matches);

}  // namespace keyhound
