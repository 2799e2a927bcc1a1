// SPDX-License-Identifier: Apache-2.0
// A run's coverage for people: counts that add up, and what did not end as it should. Pure;
// untrusted text is escaped.
#pragma once

#include <string>

#include "scanner/bulk/run/run_status.h"

namespace keyhound {

struct RunStatusTextOptions {
  bool lists_excluded = false;  // each one, not only how many for which reason
  bool lists_pending = false;
};

std::string run_status_text(const RunStatus& status, const RunStatusTextOptions& options);

// "1 h 05 min", "3 min 20 s", "12 s".
std::string describe_seconds(double seconds);

}  // namespace keyhound
