// SPDX-License-Identifier: Apache-2.0
// What the verification of a ledger answers. Plain data. What a ledger alone cannot show: that no
// event was cut from its end, and that it was not written anew as a whole; an anchor shows both.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "policies/evidence/tree_head.h"
#include "scanner/base/result.h"

namespace keyhound {

enum class LedgerProblemKind {
  kMalformed,     // the line is no event in canonical form
  kChanged,       // its hash is not that of its content
  kRemoved,       // events before it are missing
  kReordered,     // an event stands behind later ones
  kDuplicated,    // an event of that number stood before
  kBrokenLink,    // it does not follow the event before it
  kHead,          // a head that is not one of the events before it
  kSignature,     // not by the key it names, or by none that is trusted
  kClock,         // earlier than the event before it
  kAnchor,        // not the ledger that the anchor is of
  kUnknownEvent,  // a type, or members of it, that this version does not know
  kTornTail,      // the last line is not complete
};

// "changed"; as reports and JSON name them.
std::string_view name_of(LedgerProblemKind kind);

struct LedgerProblem {
  LedgerProblemKind kind = LedgerProblemKind::kMalformed;
  std::uint64_t line = 0;            // from 1
  std::optional<std::uint64_t> seq;  // of the event, where it is known
  std::string message;               // what, and what to do; quotes nothing of the ledger
  bool is_error = true;              // else a warning
};

// What was kept elsewhere: a head, or only its root or an event's hash.
struct LedgerAnchor {
  std::optional<TreeHead> head;
  Sha256Digest digest{};
};

// Text of `keyhound evidence head`, or 64 hex digits.
Result<LedgerAnchor> parse_anchor(std::string_view text);

struct LedgerCheckOptions {
  std::vector<PublicKey> keys;  // whose heads are trusted; empty: the keys that the ledger names
  std::optional<LedgerAnchor> anchor;
  bool clock_may_go_back = false;  // then that is only a warning
};

struct LedgerCheck {
  std::uint64_t events = 0;
  std::uint64_t heads = 0;
  std::uint64_t signed_heads = 0;   // with a signature that was verified
  std::uint64_t signed_events = 0;  // before the newest such head
  Timestamp first;                  // of the first and last event; meaningless without events
  Timestamp last;
  Sha256Digest ledger{};  // the first event's hash
  std::optional<TreeHead> newest_head;
  std::vector<std::string> key_ids;  // of the keys that heads were verified with
  bool has_trusted_key = false;      // given by the caller, not by the ledger
  bool anchor_fits = false;
  std::vector<LedgerProblem> problems;  // the first hundred
  std::uint64_t problem_count = 0;
  std::uint64_t error_count = 0;  // problems that are errors, but for a torn tail
  bool has_torn_tail = false;

  [[nodiscard]] bool is_verified() const { return error_count == 0; }
};

// Reads all of the ledger, in memory of one line. An error only when it cannot be read.
Result<LedgerCheck> verify_ledger(const std::string& path, const LedgerCheckOptions& options);

}  // namespace keyhound
