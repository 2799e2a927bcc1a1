// SPDX-License-Identifier: Apache-2.0
// Results of several repositories as one, in which every finding, reference and suppression knows
// its repository. Pure.
#pragma once

#include <string>
#include <vector>

#include "scanner/model/scan_result.h"

namespace keyhound {

struct NamedResult {
  std::string repository;  // "acme/pay", or what else names it
  ScanResult result;
};

// One result stays as it is. References and suppressions are there where one result has them.
// REQUIRES: at least one.
ScanResult merge_results(std::vector<NamedResult> results);

}  // namespace keyhound
