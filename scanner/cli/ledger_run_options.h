// SPDX-License-Identifier: Apache-2.0
// The options of commands that keep evidence or sign statements.
#pragma once

#include <optional>
#include <string>

#include "scanner/base/result.h"
#include "scanner/base/signature.h"
#include "scanner/report/report_format.h"

namespace CLI {
class App;
}

namespace keyhound {

struct LedgerRunOptions {
  std::string ledger;       // empty: none
  std::string signing_key;  // empty: the file that KEYHOUND_LEDGER_KEY_FILE names, if it is set
  bool has_now = false;     // events then have the time of judgement, not the clock's
};

void add_ledger_option(CLI::App& app, LedgerRunOptions& options);
void add_signing_key_option(CLI::App& app, std::string& signing_key);

// Of --signing-key, or the environment; none without both.
Result<std::optional<SigningKey>> signing_key_of(const std::string& option);

// A DSSE envelope instead of a bare in-toto statement; unset without a key.
StatementSeal seal_with(const std::optional<SigningKey>& key);

}  // namespace keyhound
