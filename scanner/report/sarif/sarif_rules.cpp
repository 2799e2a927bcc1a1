// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/sarif/sarif_rules.h"

#include <fmt/format.h>

#include <algorithm>

#include "scanner/base/check.h"
#include "scanner/model/liveness_effect.h"
#include "scanner/report/assessment_lookup.h"
#include "scanner/report/sarif/rule_descriptor.h"

namespace keyhound {

namespace {

const Rule* find_rule(const ScanResult& result, std::string_view id) {
  if (result.rules == nullptr) return nullptr;
  for (const Rule& rule : result.rules->rules) {
    if (rule.id == id) return &rule;
  }
  return nullptr;
}

const CheckInfo* find_check_info(const ScanResult& result, std::string_view id) {
  if (result.checks == nullptr) return nullptr;
  for (const CheckInfo& check : *result.checks)
    if (check.id == id) return &check;
  return nullptr;
}

Json descriptor_of(std::string_view id, const Rule* rule, const PolicyInfo* policy,
                   const CheckInfo* check, const Finding* example) {
  if (check != nullptr) return check_descriptor(*check);
  if (rule != nullptr) return rule_descriptor(*rule);
  if (policy != nullptr) return policy_descriptor(*policy);
  if (example != nullptr) return finding_descriptor(*example);
  PolicyInfo unknown;
  unknown.id = id;
  unknown.name = id;
  unknown.title = "Policy " + std::string(id);
  unknown.remedy = "Read the policy's own description";
  return policy_descriptor(unknown);
}

}  // namespace

SarifRules::SarifRules(const ScanResult& result, std::span<const Finding* const> findings) {
  for (const Finding* finding : findings) {
    const auto [entry, is_new] = entries_.try_emplace(finding->rule_id);
    entry->second.worst = std::max(entry->second.worst, finding->score);
    if (severity_before_check(*finding)) entry->second.is_checked = true;
    if (!is_new) continue;
    entry->second.example = finding;
    entry->second.rule = find_rule(result, finding->rule_id);
    entry->second.policy = find_policy_info(result, finding->rule_id);
    if (finding->kind == FindingKind::kPipeline)
      entry->second.check = find_check_info(result, finding->rule_id);
    if (entry->second.check != nullptr)
      entry->second.check_controls = check_controls(*entry->second.check);
  }
  number();
}

void SarifRules::add_policies(const ScanResult& result) {
  if (!result.assessment) return;
  for (const PolicyCounts& counts : result.assessment->counts) {
    const auto [entry, is_new] = entries_.try_emplace(counts.policy_id);
    if (is_new) entry->second.policy = find_policy_info(result, counts.policy_id);
  }
  number();
}

const Controls& SarifRules::controls_of(const Entry& entry) {
  static const Controls kNone;
  if (entry.policy != nullptr) return entry.policy->controls;
  if (entry.check != nullptr) return entry.check_controls;
  const bool is_secret = entry.rule != nullptr ||
                         (entry.example != nullptr && entry.example->kind == FindingKind::kSecret);
  return is_secret ? secret_controls() : kNone;
}

void SarifRules::number() {
  std::size_t index = 0;
  for (auto& [id, entry] : entries_) {
    entry.index = index++;
    taxonomies_.add(controls_of(entry));
  }
}

std::size_t SarifRules::index_of(std::string_view rule_id) const {
  const auto found = entries_.find(rule_id);
  KEYHOUND_CHECK(found != entries_.end());
  return found->second.index;
}

void SarifRules::write(JsonStream& out, bool with_relationships) const {
  out.begin_array("rules");
  for (const auto& [id, entry] : entries_) {
    Json descriptor = descriptor_of(id, entry.rule, entry.policy, entry.check, entry.example);
    // GitHub knows no severity of a result, only that of its rule.
    if (entry.is_checked && entry.worst > 0)
      descriptor["properties"]["security-severity"] = fmt::format("{:.1f}", entry.worst);
    Json relationships = taxonomies_.relationships(controls_of(entry));
    if (with_relationships && !relationships.empty()) {
      descriptor["relationships"] = std::move(relationships);
    }
    out.element(descriptor);
  }
  out.end_array();
}

}  // namespace keyhound
