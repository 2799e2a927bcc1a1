// SPDX-License-Identifier: Apache-2.0
// SarifTaxonomies: the weaknesses (CWE) and risks (OWASP NHI Top 10, 2025) that the rules of a run
// relate to. Only ids and titles of these lists are held. Immutable after construction.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scanner/model/check_info.h"
#include "scanner/report/json_stream.h"

namespace keyhound {

// Framework and ids, as PolicyInfo::controls.
using Controls = std::vector<std::pair<std::string, std::vector<std::string>>>;

class SarifTaxonomies {
 public:
  // Collects the taxa that these controls name; frameworks other than the two are passed over.
  void add(const Controls& controls);

  // rule.relationships; empty: none. REQUIRES: add() had these controls, and no more is added.
  [[nodiscard]] Json relationships(const Controls& controls) const;
  [[nodiscard]] Json components() const;  // tool.driver.supportedTaxonomies
  [[nodiscard]] Json taxonomies() const;  // run.taxonomies

 private:
  // By the taxonomy's place in the table of the two: ids and their titles.
  std::map<std::size_t, std::map<std::string, std::string_view>> taxa_;
};

// Those of a check of pipeline definitions.
Controls check_controls(const CheckInfo& check);

// What a leaked secret is: CWE-798 and NHI2:2025.
const Controls& secret_controls();

}  // namespace keyhound
