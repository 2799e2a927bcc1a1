// SPDX-License-Identifier: Apache-2.0
// Private to policies/lifecycle/: what a run found that the ledger does not have yet.
#pragma once

#include <string>
#include <vector>

#include "policies/evidence/event.h"
#include "policies/evidence/ledger_history.h"
#include "scanner/model/scan_result.h"

namespace keyhound {

// finding.detected: a value for the first time, in a repository where it was not known, or in HEAD
// where it was only known from elsewhere. finding.reappeared: in HEAD again after it was gone, or
// by a commit newer than all known ones. finding.removed_from_head: by a complete scan that reads
// HEAD.
std::vector<EvidenceEvent> finding_events(const ScanResult& result, const LedgerHistory& history);

// finding.removed_from_head of the repositories that were read to their end, sorted: of a result
// over many.
std::vector<EvidenceEvent> removed_events(const ScanResult& result,
                                          const std::vector<std::string>& read_repositories,
                                          const LedgerHistory& history);

}  // namespace keyhound
