// SPDX-License-Identifier: Apache-2.0
// SarifRules: the reporting descriptors of the rules and policies that have results. Rules without
// a result are left out: a rule set has hundreds, and each viewer would show them all. Immutable
// once all that have results were added.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>

#include "scanner/model/scan_result.h"
#include "scanner/report/json_stream.h"
#include "scanner/report/sarif/sarif_taxonomies.h"

namespace keyhound {

class SarifRules {
 public:
  // `findings` are those that the run reports; all are borrowed.
  SarifRules(const ScanResult& result, std::span<const Finding* const> findings);

  // Adds the policies that were asked, as rules of results that are no findings.
  void add_policies(const ScanResult& result);

  // The place of a rule in the list. REQUIRES: a finding has this rule, or it was added.
  [[nodiscard]] std::size_t index_of(std::string_view rule_id) const;

  // The weaknesses and risks that the rules relate to.
  [[nodiscard]] const SarifTaxonomies& taxonomies() const { return taxonomies_; }

  // tool.driver.rules, by id; with their relationships to the taxonomies, where that is wanted.
  void write(JsonStream& out, bool with_relationships) const;

 private:
  struct Entry {
    const Finding* example = nullptr;  // describes the rule where neither of the others does
    const Rule* rule = nullptr;
    const PolicyInfo* policy = nullptr;
    const CheckInfo* check = nullptr;
    Controls check_controls;
    double worst = 0;         // score of its findings
    bool is_checked = false;  // a check of some secret raised or lowered a finding of it
    std::size_t index = 0;
  };
  static const Controls& controls_of(const Entry& entry);
  void number();

  std::map<std::string_view, Entry> entries_;
  SarifTaxonomies taxonomies_;
};

}  // namespace keyhound
