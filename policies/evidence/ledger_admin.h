// SPDX-License-Identifier: Apache-2.0
// Making a ledger and its heads, for the command line.
#pragma once

#include <string>

#include "policies/evidence/ledger_options.h"
#include "scanner/base/result.h"

namespace keyhound {

// kUsage when there is something at `path` already.
Status create_ledger(const std::string& path, const LedgerOptions& options);

// Appends a head over all events, unless the newest event is one.
Status append_head(const std::string& path, LedgerOptions options);

}  // namespace keyhound
