// SPDX-License-Identifier: Apache-2.0
// Private to policies/: ChainCheck verifies a ledger line by line and collects what is wrong. After
// a problem it goes on from what the line says of itself, so that one change is one problem. One
// per ledger, thread-compatible.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "policies/evidence/event.h"
#include "policies/evidence/ledger_check.h"
#include "policies/evidence/line_reader.h"
#include "policies/evidence/merkle.h"

namespace keyhound {

class ChainCheck {
 public:
  // `options` must outlive it.
  explicit ChainCheck(const LedgerCheckOptions& options);

  // The next line. Answers its event when that is the next of the chain (whatever else is wrong).
  std::optional<LedgerEvent> add(const Line& line);
  // Call once, behind the last line.
  void finish();

  [[nodiscard]] const LedgerCheck& result() const { return check_; }

 private:
  struct Gap {
    std::uint64_t first = 0;
    std::uint64_t last = 0;
    std::size_t problem = 0;  // its place in the list
  };

  void report(LedgerProblemKind kind, std::optional<std::uint64_t> seq, std::string message,
              bool is_error = true);
  bool follows(const LedgerEvent& event);
  void take_earlier(const LedgerEvent& event);
  void take_first(const LedgerEvent& event);
  void check_content(const LedgerEvent& event);
  std::optional<TreeHead> check_head(const LedgerEvent& event);
  void check_signature(const TreeHead& head, std::uint64_t seq);
  void compare_anchor(const LedgerEvent& event, const std::optional<TreeHead>& head);

  const LedgerCheckOptions& options_;
  LedgerCheck check_;
  std::vector<PublicKey> keys_;
  MerkleFrontier tree_;
  std::uint64_t line_ = 0;
  std::uint64_t next_seq_ = 0;
  std::optional<Sha256Digest> last_hash_ = Sha256Digest{};  // nothing: not known, behind damage
  std::vector<Gap> gaps_;
  bool is_whole_ = true;  // no line was missing or changed so far
  bool knows_ledger_ = false;
};

}  // namespace keyhound
