// SPDX-License-Identifier: Apache-2.0
// How a baseline follows what is found. Pure.
#pragma once

#include <string>
#include <vector>

#include "scanner/baseline/baseline.h"
#include "scanner/model/finding.h"

namespace keyhound {

struct BaselineChange {
  Baseline baseline;                  // the new one
  std::vector<const Finding*> added;  // findings that had no entry; borrowed
  std::vector<BaselineEntry> unused;  // entries of no finding; with `prunes` they are gone
  std::size_t rekeyed = 0;            // entries that got a fingerprint under the new key
};

// Adds an entry without a verdict for each finding that has none; those that are there keep
// verdict, end and note. An entry under a key that served before goes over to the new one.
BaselineChange update_baseline(Baseline baseline, const std::vector<Finding>& findings,
                               const std::string& key_check, bool prunes);

}  // namespace keyhound
