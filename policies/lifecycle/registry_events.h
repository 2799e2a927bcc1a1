// SPDX-License-Identifier: Apache-2.0
// Private to policies/lifecycle/: what changed in a registry since the ledger last heard of it.
#pragma once

#include <vector>

#include "policies/evidence/event.h"
#include "policies/evidence/ledger_history.h"
#include "policies/registry/registry.h"
#include "scanner/base/time.h"

namespace keyhound {

// Entries that are new or differ, dates that moved, owners that ended, exceptions that were
// granted, renewed, ended or closed, and reviews that fell due. Nothing for what the ledger has
// already.
std::vector<EvidenceEvent> registry_events(const Registry& registry, const LedgerHistory& history,
                                           Timestamp now);

}  // namespace keyhound
