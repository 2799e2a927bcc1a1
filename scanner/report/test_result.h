// SPDX-License-Identifier: Apache-2.0
// TestResult: the policies as tests of a commit that passed, warned or failed. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scanner/model/scan_result.h"

namespace keyhound {

struct TestResult {
  std::string_view result;  // "PASSED", "WARNED", "FAILED"
  // Ids of policies. One that had nothing to judge is in none of the three.
  std::vector<std::string> passed;  // passed everywhere
  std::vector<std::string> warned;  // failed or undecided below level error, or waived somewhere
  std::vector<std::string> failed;  // failed or undecided at level error
};

// FAILED when a policy failed, WARNED when one warned or something could not be read. Where nothing
// was judged the findings decide: one of level error fails.
TestResult test_result(const ScanResult& result);

}  // namespace keyhound
