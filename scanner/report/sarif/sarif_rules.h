// SPDX-License-Identifier: Apache-2.0
// SarifRules: the reporting descriptors of the rules and policies that have results. Rules without
// a result are left out: a rule set has hundreds, and each viewer would show them all. Immutable
// after construction.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>

#include "scanner/model/scan_result.h"
#include "scanner/report/json_stream.h"

namespace keyhound {

class SarifRules {
 public:
  // `findings` are those that the run reports; all are borrowed.
  SarifRules(const ScanResult& result, std::span<const Finding* const> findings);

  // The place of a rule in the list. REQUIRES: a finding has this rule.
  [[nodiscard]] std::size_t index_of(std::string_view rule_id) const;

  // tool.driver.rules, by id.
  void write(JsonStream& out) const;

 private:
  struct Entry {
    const Finding* example = nullptr;  // describes the rule where neither of the others does
    const Rule* rule = nullptr;
    const PolicyInfo* policy = nullptr;
    std::size_t index = 0;
  };
  std::map<std::string_view, Entry> entries_;
};

}  // namespace keyhound
