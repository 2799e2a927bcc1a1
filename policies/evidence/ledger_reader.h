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

}  // namespace keyhound
