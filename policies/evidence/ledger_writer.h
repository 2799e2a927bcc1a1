// SPDX-License-Identifier: Apache-2.0
// Private to policies/: LedgerWriter appends events to a ledger, in batches, together with other
// processes: each batch is read, chained and written under the ledger's lock, and synced to the
// disk before append() returns. One per thread.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "policies/evidence/chain_state.h"
#include "policies/evidence/event.h"
#include "policies/evidence/ledger_file.h"
#include "policies/evidence/ledger_options.h"
#include "scanner/base/result.h"

namespace keyhound {

class LedgerWriter {
 public:
  // Makes the ledger when it is missing or empty and options.may_create. kConfiguration when the
  // signing key is not one that the ledger names; kCorrupt when the ledger does not verify.
  static Result<LedgerWriter> open(const std::string& path, LedgerOptions options);

  // All or, with an error, none of `events`. A kill leaves a beginning of the batch. Types that
  // only the ledger writes are refused. User names and passwords in URLs are left out.
  Status append(std::span<const EvidenceEvent> events);

  // A head over all events, unless the newest event is one.
  Status sign_head();

  // The number of the last event of the last append(), and its hash; a head may stand behind it.
  [[nodiscard]] std::uint64_t last_appended() const { return last_appended_; }
  [[nodiscard]] const Sha256Digest& last_appended_hash() const { return last_appended_hash_; }

  // Events in the ledger, as of the last call.
  [[nodiscard]] std::uint64_t size() const { return state_ ? state_->next_seq : 0; }

 private:
  LedgerWriter(std::string path, LedgerOptions options)
      : path_(std::move(path)), options_(std::move(options)) {}

  enum class Head { kWhenDue, kNow };
  Status write(std::span<const EvidenceEvent> events, Head head);
  Result<ChainState> catch_up(const LedgerFile& file, std::uint64_t end) const;
  Status check_key(const ChainState& state) const;

  std::string path_;
  LedgerOptions options_;
  std::optional<ChainState> state_;
  std::uint64_t last_appended_ = 0;
  Sha256Digest last_appended_hash_{};
};

}  // namespace keyhound
