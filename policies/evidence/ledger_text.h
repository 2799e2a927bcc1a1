// SPDX-License-Identifier: Apache-2.0
// Ledgers for people and scripts: the answer of a verification, events one by one, and the newest
// head. Everything out of a ledger is escaped for a terminal. Thread-safe.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "policies/evidence/ledger_check.h"
#include "scanner/base/result.h"
#include "scanner/base/time.h"

namespace keyhound {

// Several lines: what holds, what is wrong and where, and what is not proved.
std::string describe_check(const LedgerCheck& check, const LedgerCheckOptions& options,
                           std::string_view path);
// The same as one JSON object and a newline.
std::string check_as_json(const LedgerCheck& check, std::string_view path);

struct EventFilter {
  std::string type;     // the whole type or what it begins with: "finding"; empty: all
  std::string subject;  // empty: all
  std::optional<Timestamp> since;
  std::optional<Timestamp> until;  // both included
};

using TextSink = std::function<bool(std::string_view)>;  // false: it cannot be written

// Writes the events one a line: for people, or (`as_json`) as the ledger has them. Ends with an
// error at the first break of the chain, behind the events before it.
Status show_ledger(const std::string& path, const EventFilter& filter, bool as_json,
                   const TextSink& sink);

// The newest head as one line of JSON, to be kept elsewhere. kNotFound when there is none; kCorrupt
// when the ledger does not verify.
Result<std::string> newest_head(const std::string& path);

}  // namespace keyhound
