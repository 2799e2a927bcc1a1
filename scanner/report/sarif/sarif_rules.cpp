// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/sarif/sarif_rules.h"

#include "scanner/base/check.h"
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

const PolicyInfo* find_policy(const ScanResult& result, std::string_view id) {
  if (result.policies == nullptr) return nullptr;
  for (const PolicyInfo& policy : *result.policies) {
    if (policy.id == id) return &policy;
  }
  return nullptr;
}

}  // namespace

SarifRules::SarifRules(const ScanResult& result, std::span<const Finding* const> findings) {
  for (const Finding* finding : findings) {
    const auto [entry, is_new] = entries_.try_emplace(finding->rule_id);
    if (!is_new) continue;
    entry->second.example = finding;
    entry->second.rule = find_rule(result, finding->rule_id);
    entry->second.policy = find_policy(result, finding->rule_id);
  }
  std::size_t index = 0;
  for (auto& [id, entry] : entries_) entry.index = index++;
}

std::size_t SarifRules::index_of(std::string_view rule_id) const {
  const auto found = entries_.find(rule_id);
  KEYHOUND_CHECK(found != entries_.end());
  return found->second.index;
}

void SarifRules::write(JsonStream& out) const {
  out.begin_array("rules");
  for (const auto& [id, entry] : entries_) {
    if (entry.rule != nullptr) {
      out.element(rule_descriptor(*entry.rule));
    } else if (entry.policy != nullptr) {
      out.element(policy_descriptor(*entry.policy));
    } else {
      out.element(finding_descriptor(*entry.example));
    }
  }
  out.end_array();
}

}  // namespace keyhound
