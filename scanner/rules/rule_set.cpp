// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <utility>

#include "scanner/base/hash.h"
#include "scanner/base/text_encode.h"
#include "scanner/rules/rule_codec.h"
#include "scanner/rules/rule_file.h"

namespace keyhound {
namespace {

// Moves `rules` into `by_id`; an id that `rules` itself holds twice is an error.
Status collect(std::vector<Rule> rules, std::map<std::string, Rule>& by_id) {
  std::map<std::string, Rule> own;
  for (Rule& rule : rules) {
    const auto [entry, is_new] = own.try_emplace(rule.id, rule);
    if (is_new) continue;
    return fail(
        ErrorKind::kConfiguration,
        rule.origin + ": rule " + rule.id + ": the id is used already in " + entry->second.origin);
  }
  for (auto& [id, rule] : own) by_id.insert_or_assign(id, std::move(rule));
  return {};
}

// Over what the rules say, not over where they were read.
std::string digest_of(RuleSet rules) {
  for (Rule& rule : rules.rules) rule.origin.clear();
  return "sha256:" + to_hex(sha256(encode_rule_set(rules)));
}

}  // namespace

Result<RuleSet> make_rule_set(RuleFile base, RuleFile overrides) {
  std::map<std::string, Rule> by_id;
  KEYHOUND_TRY_STATUS(collect(std::move(base.rules), by_id));
  KEYHOUND_TRY_STATUS(collect(std::move(overrides.rules), by_id));
  RuleSet set;
  for (auto& [id, rule] : by_id) set.rules.push_back(std::move(rule));
  base.append(std::move(overrides));  // its rules are taken already
  set.allowlists = std::move(base.allowlists);
  set.documentation_values = std::move(base.documentation_values);
  set.digest = digest_of(set);
  return set;
}

}  // namespace keyhound
