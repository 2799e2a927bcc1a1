// SPDX-License-Identifier: Apache-2.0
// Private to report/: findings as the data of the page holds them. What findings of one rule share
// is written once, so that a page of 10,000 findings stays small. One per page.
#pragma once

#include <string>
#include <unordered_map>

#include "scanner/model/scan_result.h"
#include "scanner/report/json_stream.h"

namespace keyhound {

class FindingData {
 public:
  // At most `max_places` places a finding are written, beside their number; 0: the page's own
  // limit. `result` must outlive it.
  FindingData(const ScanResult& result, std::size_t max_places);

  Json of(const Finding& finding);
  // The rules and policies that the findings so far refer to by index.
  [[nodiscard]] const Json& rules() const { return rules_; }

 private:
  std::size_t rule_of(const Finding& finding);

  const ScanResult& result_;
  std::size_t max_places_;
  std::unordered_map<std::string, std::size_t> index_;  // rule id to place in rules_
  Json rules_ = Json::array();
};

}  // namespace keyhound
