// SPDX-License-Identifier: Apache-2.0
// Private to policies/: which events show and export take. Pure.
#pragma once

#include "policies/evidence/event.h"
#include "policies/evidence/ledger_text.h"

namespace keyhound {

bool is_wanted(const EvidenceEvent& event, const EventFilter& filter);

}  // namespace keyhound
