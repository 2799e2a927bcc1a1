// SPDX-License-Identifier: Apache-2.0
#include "scanner/rules/rule_pack.h"

#include <algorithm>
#include <vector>

#include "scanner/base/check.h"
#include "scanner/base/field_codec.h"
#include "scanner/rules/rule_codec.h"

namespace keyhound {
namespace {

constexpr std::string_view kMagic = "keyhound rule table\n";

}  // namespace

bool looks_at_origin(const Rule& rule) {
  return std::any_of(rule.allowlists.begin(), rule.allowlists.end(), [](const Allowlist& list) {
    return !list.paths.empty() || !list.commits.empty();
  });
}

std::string encode_rule_table(const RuleSet& rules) {
  std::vector<std::uint32_t> begins = {static_cast<std::uint32_t>(kEncodedRulesBegin)};
  std::vector<std::uint32_t> with_path;
  bool has_origin_allowlist = false;
  for (std::uint32_t i = 0; i < rules.rules.size(); ++i) {
    const Rule& rule = rules.rules[i];
    begins.push_back(begins.back() + static_cast<std::uint32_t>(encode_rule(rule).size()));
    if (!rule.path.empty()) with_path.push_back(i);
    has_origin_allowlist = has_origin_allowlist || looks_at_origin(rule);
  }
  FieldWriter writer(kMagic);
  writer.field(NumberTable::encode(begins));
  writer.field(NumberTable::encode(with_path));
  writer.choice(has_origin_allowlist, true);
  return writer.bytes();
}

Result<RulePack> RulePack::open(std::string_view rules, std::string_view table) {
  const auto damaged = [] { return fail(ErrorKind::kCorrupt, "the table of rules is damaged"); };
  FieldReader reader(table, kMagic);
  std::string_view begins;
  std::string_view with_path;
  RulePack pack;
  reader.view(begins);
  reader.view(with_path);
  reader.choice(pack.has_origin_allowlist_, true);
  pack.bytes_ = rules;
  pack.begins_ = NumberTable(begins);
  pack.with_path_ = NumberTable(with_path);
  if (!reader.is_whole() || pack.begins_.size() == 0) return damaged();
  const std::size_t end = pack.begins_[pack.begins_.size() - 1];
  if (end > rules.size() || !pack.begins_.divides(kEncodedRulesBegin, end)) return damaged();
  for (std::size_t i = 0; i < pack.with_path_.size(); ++i)
    if (pack.with_path_[i] >= pack.size()) return damaged();
  KEYHOUND_TRY(pack.common_, decode_common_rules(rules.substr(end)));
  return pack;
}

Rule RulePack::rule(std::uint32_t index) const {
  Result<Rule> rule = decode_rule(bytes_of(index));
  KEYHOUND_CHECK(rule);
  return std::move(*rule);
}

std::string_view RulePack::id(std::uint32_t index) const {
  return id_of_encoded_rule(bytes_of(index));
}

std::optional<std::uint32_t> RulePack::find(std::string_view wanted) const {
  std::uint32_t first = 0;
  std::uint32_t last = size();
  while (first < last) {  // they stand in the order of their ids
    const std::uint32_t middle = first + (last - first) / 2;
    if (id(middle) < wanted) {
      first = middle + 1;
    } else {
      last = middle;
    }
  }
  if (first == size() || id(first) != wanted) return std::nullopt;
  return first;
}

RuleSet RulePack::all() const {
  Result<RuleSet> rules = decode_rule_set(bytes_);
  KEYHOUND_CHECK(rules);
  return std::move(*rules);
}

}  // namespace keyhound
