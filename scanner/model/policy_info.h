// SPDX-License-Identifier: Apache-2.0
// PolicyInfo: what reports tell about a policy. Plain data, filled from policies/builtin/*.yaml.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "scanner/model/severity.h"

namespace keyhound {

struct PolicyInfo {
  std::string id;     // three letters and four digits
  std::string name;   // kebab-case: "orphaned-credential"
  std::string title;  // one sentence
  std::string description;
  std::string remedy;
  Level level = Level::kError;
  double score = 0;  // security-severity
  // Framework and control ids: {"owasp_nhi", {"NHI7:2025"}}.
  std::vector<std::pair<std::string, std::vector<std::string>>> controls;
};

}  // namespace keyhound
