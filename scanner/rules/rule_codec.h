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

// The examples of the rules, positive and negative.
std::string encode_rule_examples(const RuleSet& rules);
// Gives them to `rules`, which decode_rule_set() made of the same pack. kCorrupt for anything else.
Status decode_rule_examples(std::string_view bytes, RuleSet& rules);

}  // namespace keyhound
