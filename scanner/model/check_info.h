// SPDX-License-Identifier: Apache-2.0
// CheckInfo: what reports tell about a check of pipeline definitions. Plain data.
#pragma once

#include <string_view>

#include "scanner/model/severity.h"

namespace keyhound {

struct CheckInfo {
  std::string_view id;           // kebab-case, the finding's rule id: "secret-printed"
  std::string_view number;       // "P08"
  std::string_view title;        // one sentence
  std::string_view description;  // what is unsafe about it
  std::string_view remedy;
  Level level = Level::kWarning;  // by default; a finding may differ
  // Only with --strict: it is right about too many definitions that nobody will change.
  bool strict_only = false;
  std::string_view weaknesses;  // "CWE-532 CICD-SEC-6", parted by blanks
  std::string_view reference;   // URL of the platform's own advice
};

}  // namespace keyhound
