// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/gitlab/gitlab_identifier.h"

#include <set>
#include <string>

#include "scanner/base/text_encode.h"
#include "scanner/report/assessment_lookup.h"
#include "scanner/report/sarif/sarif_taxonomies.h"

namespace keyhound {

namespace {

Controls controls_of(const Finding& finding, const ScanResult& result) {
  if (finding.kind == FindingKind::kSecret) return secret_controls();
  if (const PolicyInfo* policy = find_policy_info(result, finding.rule_id)) return policy->controls;
  if (result.checks != nullptr) {
    for (const CheckInfo& check : *result.checks)
      if (check.id == finding.rule_id) return check_controls(check);
  }
  return {};
}

Json weakness(const std::string& id) {
  constexpr std::string_view kPrefix = "CWE-";
  const std::string number = id.starts_with(kPrefix) ? id.substr(kPrefix.size()) : id;
  return {{"type", "cwe"},
          {"name", "CWE-" + number},
          {"value", number},
          {"url", "https://cwe.mitre.org/data/definitions/" + number + ".html"}};
}

bool is_number(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace

Json gitlab_identifier(std::string_view rule_id) {
  const std::string id = escape_for_terminal(rule_id);
  // A name that ends with the value would read like an assignment of it: scans find reports too.
  return {{"type", "keyhound_rule_id"}, {"name", id + " (keyhound)"}, {"value", id}};
}

Json gitlab_identifiers(const Finding& finding, const ScanResult& result) {
  Json list = Json::array({gitlab_identifier(finding.rule_id)});
  for (const auto& [framework, ids] : controls_of(finding, result)) {
    if (framework != "cwe") continue;
    for (const std::string& id : ids) {
      Json one = weakness(id);
      if (is_number(one["value"].get_ref<const std::string&>())) list.push_back(std::move(one));
    }
  }
  return list;
}

Json gitlab_primary_identifiers(const ScanResult& result) {
  std::set<std::string_view> ids;
  if (result.rules != nullptr) {
    for (const Rule& rule : result.rules->rules) ids.insert(rule.id);
  }
  if (result.references && result.checks != nullptr) {
    for (const CheckInfo& check : *result.checks) ids.insert(check.id);
  }
  if (result.assessment) {
    for (const PolicyCounts& counts : result.assessment->counts) ids.insert(counts.policy_id);
  }
  for (const Finding& finding : result.findings) ids.insert(finding.rule_id);
  Json list = Json::array();
  for (const std::string_view id : ids) list.push_back(gitlab_identifier(id));
  return list;
}

}  // namespace keyhound
