// SPDX-License-Identifier: Apache-2.0
// The default rule pack as it is embedded in the program: a positional binary form that decodes in
// well under a millisecond, where parsing the TOML takes tens. Written and read by the same build,
// so it has no version; the digest tells whether a trigger database belongs to it.
#pragma once

#include <string>
#include <string_view>

#include "scanner/base/result.h"
#include "scanner/model/rule.h"

namespace keyhound {

// All but the examples, which are a third of a pack and which no scan looks at.
std::string encode_rule_set(const RuleSet& rules);
// kCorrupt for anything that encode_rule_set() did not write.
Result<RuleSet> decode_rule_set(std::string_view bytes);

// An encoded set is its number of rules, from kEncodedRulesBegin on the rules one after the other,
// and what counts for all of them with the digest. For RulePack, which reads parts of one.
inline constexpr std::size_t kEncodedRulesBegin = 23;
std::string encode_rule(const Rule& rule);
Result<Rule> decode_rule(std::string_view bytes);
std::string_view id_of_encoded_rule(std::string_view bytes);
// A set without rules, of the bytes behind the last rule.
Result<RuleSet> decode_common_rules(std::string_view bytes);

// The examples of the rules, positive and negative.
std::string encode_rule_examples(const RuleSet& rules);
// Gives them to `rules`, which decode_rule_set() made of the same pack. kCorrupt for anything else.
Status decode_rule_examples(std::string_view bytes, RuleSet& rules);

}  // namespace keyhound
