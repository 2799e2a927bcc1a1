// SPDX-License-Identifier: Apache-2.0
// Private to engine/: RE2 decides around the hits of a rule's trigger. See confirm.cpp for why the
// answer equals RE2's over the whole text. Pure functions, thread-safe.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scanner/engine/compiled_rule.h"
#include "scanner/engine/rule_engine.h"
#include "scanner/engine/secret_cache.h"

namespace keyhound {

// Appends the matches of `rule`, whose index is `index`, given the hits of its trigger in `text`,
// ascending. No match starts before `place`.
void confirm_hits(const CompiledRule& rule, std::uint32_t index, std::string_view text,
                  std::span<const TriggerHit> hits, SecretCache& secrets,
                  std::vector<Match>& matches, std::size_t place = 0);

// The same without hits: asks RE2 at every place.
void confirm_everywhere(const CompiledRule& rule, std::uint32_t index, std::string_view text,
                        SecretCache& secrets, std::vector<Match>& matches);

// The definition of correct: a plain loop over RE2's leftmost matches in the whole text.
void match_by_definition(const CompiledRule& rule, std::uint32_t index, std::string_view text,
                         std::vector<Match>& matches);

// The values of the rule's public groups in the match at match.start.
std::vector<std::pair<std::string, std::string>> identity_of(const CompiledRule& rule,
                                                             std::string_view text,
                                                             const Match& match);

}  // namespace keyhound
