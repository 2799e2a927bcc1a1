// SPDX-License-Identifier: Apache-2.0
// Private to policies/: what happened, as a caller reports it to the ledger and as the ledger holds
// it. Plain data.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "policies/json.h"
#include "scanner/base/hash.h"
#include "scanner/base/time.h"

namespace keyhound {

struct EvidenceEvent {
  std::string type;     // one of event_types.h
  Timestamp time;       // left at the epoch: the time of appending, taken under the ledger's lock
  std::string run;      // empty: of no run
  std::string subject;  // "credential:pay-key"; empty: none
  Json data = Json::object();
};

// An event with its place in the chain. The hash is as the line states it, whether it fits or not.
struct LedgerEvent {
  std::uint64_t seq = 0;
  EvidenceEvent event;
  Sha256Digest prev{};  // all zeros for the first
  Sha256Digest hash{};
  std::uint64_t line = 0;  // from 1
  std::string_view text;   // the line's bytes without the newline; while the callback runs
};

}  // namespace keyhound
