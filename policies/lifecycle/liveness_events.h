// SPDX-License-Identifier: Apache-2.0
// Private to policies/lifecycle/: what the checks of a run showed of leaked values
// (docs/evidence.md, "Checks of credentials"). Pure.
#pragma once

#include <vector>

#include "policies/evidence/event.h"
#include "policies/evidence/ledger_history.h"
#include "policies/registry/registry.h"
#include "scanner/model/scan_result.h"

namespace keyhound {

// revocation.verified: refused or expired. revocation.failed: it works, although registry or ledger
// call it revoked, or a check before had found it dead. liveness.checked: it works, and nobody said
// otherwise. One for each check that the ledger does not have, which the time and the result of the
// check tell; in the order of the findings. `registry` may be nullptr. REQUIRES: the result is
// judged.
std::vector<EvidenceEvent> liveness_events(const ScanResult& result, const Registry* registry,
                                           const LedgerHistory& history);

// How many leaked values a check found active, revoked, ...; null: nothing was checked.
Json liveness_counts(const ScanResult& result);

}  // namespace keyhound
