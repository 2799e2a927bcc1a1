// SPDX-License-Identifier: Apache-2.0
// LedgerOptions: how a ledger is written. Plain data.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "scanner/base/signature.h"
#include "scanner/base/time.h"

namespace keyhound {

struct LedgerOptions {
  std::optional<SigningKey> key;  // none: heads are not signed
  bool may_create = true;
  // For the first event of a new ledger; empty: not known.
  std::string organisation;
  std::string tool_version;
  std::string policies_digest;
  std::uint64_t events_per_head = 256;          // at least 1
  std::chrono::milliseconds lock_wait{10'000};  // for another writer
  std::function<Timestamp()> clock = now;       // of heads, and of events without a time
};

}  // namespace keyhound
