// SPDX-License-Identifier: Apache-2.0
// What a baseline does to the findings of a run, and what it has to say itself. Pure functions.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "scanner/baseline/baseline.h"
#include "scanner/model/diagnostic.h"
#include "scanner/model/finding.h"

namespace keyhound {

// Whether a baseline can have an entry for it: what policies find is judged anew each time.
bool can_be_accepted(const Finding& finding);

// The entry of a finding, under its fingerprint or one under a key that served before. nullptr:
// none, whether it is in force or not.
const BaselineEntry* entry_for(const Baseline& baseline, const Finding& finding);

// What became of the entries. Indexes into Baseline::entries, ascending.
struct BaselineUse {
  std::vector<std::size_t> unused;   // of no finding
  std::vector<std::size_t> expired;  // of a finding, but no longer in force
  std::size_t accepted = 0;          // findings
};

// Sets Finding::accepted where an entry is in force. `path` is the baseline's, for reports.
BaselineUse accept_findings(const Baseline& baseline, const std::string& path, Timestamp now,
                            std::vector<Finding>& findings);

// Whether the entries were made with one of the keys; a baseline that does not say is taken for
// one.
bool fits_key(const Baseline& baseline, const FingerprintKey& key,
              const std::vector<FingerprintKey>& previous);

// What people should know of the entries: which ended and, for a run that saw everything, which
// are of no use. None makes a run incomplete.
std::vector<Diagnostic> diagnose_baseline(const Baseline& baseline, const std::string& path,
                                          const BaselineUse& use, bool tells_unused);

// For a baseline that does not fit the key.
Diagnostic diagnose_wrong_key(const Baseline& baseline, const std::string& path);

}  // namespace keyhound
