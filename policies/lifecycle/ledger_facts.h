// SPDX-License-Identifier: Apache-2.0
// What policies may ask a ledger. Pure.
#pragma once

#include "policies/evaluation/judge.h"
#include "policies/evidence/ledger_history.h"

namespace keyhound {

LedgerFacts ledger_facts_of(const LedgerHistory& history);

}  // namespace keyhound
