// SPDX-License-Identifier: Apache-2.0
// Private to policies/: reading the events of a ledger while it is verified, in memory of one line.
#pragma once

#include <functional>
#include <string>

#include "policies/evidence/event.h"
#include "policies/evidence/ledger_check.h"
#include "scanner/base/result.h"

namespace keyhound {

struct LedgerReadOptions {
  LedgerCheckOptions check;
  bool stop_at_problems = true;  // false: events of a broken chain are read, too
};

using EventCallback = std::function<void(const LedgerEvent&)>;

// Calls `callback` for each event, in order. kCorrupt at the first problem that is an error (a
// clock that went back and a torn last line are none here), naming line and reason; events before
// it were read.
Status read_ledger(const std::string& path, const EventCallback& callback,
                   const LedgerReadOptions& options = {});

// The same for what is made of a whole ledger: kCorrupt also for what shows only at its end (no
// head of a key that was given) and for a clock that went back, unless that is allowed. Answers
// what the verification found; a torn last line and events that are not known are warnings in it.
Result<LedgerCheck> read_verified_ledger(const std::string& path, const EventCallback& callback,
                                         const LedgerCheckOptions& options);

}  // namespace keyhound
