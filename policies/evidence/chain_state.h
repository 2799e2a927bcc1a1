// SPDX-License-Identifier: Apache-2.0
// Private to policies/: what must be known of a ledger to continue it, and the file beside the
// ledger that keeps it between runs. That file is only a cache: one that does not fit is not used.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "policies/evidence/event.h"
#include "policies/evidence/merkle.h"
#include "scanner/base/signature.h"

namespace keyhound {

struct ChainState {
  std::uint64_t bytes = 0;       // of all complete lines
  std::uint64_t next_seq = 0;    // events so far
  std::uint64_t since_head = 0;  // events behind the newest head
  Sha256Digest ledger{};         // the first event's hash
  Sha256Digest last_hash{};
  MerkleFrontier tree;          // over all lines
  std::vector<PublicKey> keys;  // of the first event
};

// Takes `event`, whose line is `line`, as the next.
void advance(ChainState& state, const LedgerEvent& event, std::string_view line);

// The keys that a ledger.created event names; those that are none are left out.
std::vector<PublicKey> keys_of(const EvidenceEvent& created);

std::string encode_state(const ChainState& state);
// Nothing for what encode_state() of this version does not write.
std::optional<ChainState> decode_state(std::string_view bytes);

}  // namespace keyhound
