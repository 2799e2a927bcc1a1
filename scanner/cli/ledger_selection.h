// SPDX-License-Identifier: Apache-2.0
// The options of commands that report on a ledger: whose heads are trusted, which period counts,
// and where the report goes.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "policies/evidence/ledger_check.h"
#include "scanner/base/result.h"
#include "scanner/base/time.h"

namespace CLI {
class App;
}

namespace keyhound {

struct LedgerSelectionOptions {
  std::vector<std::string> public_keys;
  bool allow_clock_back = false;
  std::string since;
  std::string until;
  std::string output;
};

void add_ledger_selection(CLI::App& app, LedgerSelectionOptions& options);

struct LedgerSelection {
  LedgerCheckOptions check;
  std::optional<Timestamp> since;
  std::optional<Timestamp> until;  // included; a date without a time of day ends with the day
};

// kUsage for what is no time, and for a period that ends before it begins.
Result<LedgerSelection> selection_of(const LedgerSelectionOptions& options);

// Writes `text` to --output, whole or not at all, or to standard output.
Status put_report(const LedgerSelectionOptions& options, std::string_view text);

}  // namespace keyhound
