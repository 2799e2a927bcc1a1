// SPDX-License-Identifier: Apache-2.0
// Mappings with merge keys (https://yaml.org/type/merge.html): a plain key << whose value is a
// mapping, or a list of them, adds the entries that the mapping does not have itself; earlier ones
// win, and merged mappings may merge in turn. For GitLab, CircleCI, Bitbucket and Travis; GitHub
// has no merge keys. Each mapping counts once in a look-up, so that even nested merges take time
// linear in the document. Pure, thread-safe.
#pragma once

#include <string_view>
#include <vector>

#include "scanner/yaml/node.h"
#include "scanner/yaml/walk_budget.h"

namespace keyhound {

// The value of a mapping's key, its own or a merged one, aliases resolved; nullptr: not there, or
// not a mapping. Each entry looked at takes a visit of `budget`, where there is one; when it is
// spent, the answer is nullptr.
const YamlNode* find_merged(const YamlNode& mapping, std::string_view key,
                            YamlWalkBudget* budget = nullptr);

// The mapping's own entries, then the merged ones, without << and repeated keys. They live as long
// as the document. With a spent budget: those found before.
std::vector<const YamlEntry*> merged_entries(const YamlNode& mapping,
                                             YamlWalkBudget* budget = nullptr);

// Is this entry a merge: << with a mapping or a list? Anything else keeps its key.
bool is_merge(const YamlEntry& entry);

}  // namespace keyhound
