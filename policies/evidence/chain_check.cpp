// SPDX-License-Identifier: Apache-2.0
#include "policies/evidence/chain_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "policies/evidence/chain_state.h"
#include "policies/evidence/event_types.h"
#include "policies/evidence/head_json.h"
#include "policies/evidence/ledger_line.h"
#include "policies/evidence/signing_key.h"

namespace keyhound {
namespace {

using enum LedgerProblemKind;

constexpr std::size_t kMostProblems = 100;
constexpr std::size_t kMostGaps = 100;

}  // namespace

ChainCheck::ChainCheck(const LedgerCheckOptions& options) : options_(options) {
  check_.has_trusted_key = !options.keys.empty();
  keys_ = options.keys;
}

void ChainCheck::report(LedgerProblemKind kind, std::optional<std::uint64_t> seq,
                        std::string message, bool is_error) {
  ++check_.problem_count;
  if (kind == kTornTail) {
    check_.has_torn_tail = true;
  } else if (is_error) {
    ++check_.error_count;
  }
  if (check_.problems.size() < kMostProblems)
    check_.problems.push_back({kind, line_, seq, std::move(message), is_error});
}

std::optional<LedgerEvent> ChainCheck::add(const Line& line) {
  ++line_;
  if (!line.is_complete) {
    report(kTornTail, std::nullopt,
           fmt::format("{} bytes without a newline: a writer was stopped here; the next append "
                       "cuts them off and records it",
                       line.size));
    return std::nullopt;
  }
  auto parsed = line.is_too_long ? fail(ErrorKind::kLimit, "it is longer than a line may be")
                                 : parse_line(line.text);
  if (!parsed) {
    report(kMalformed, std::nullopt,
           fmt::format("the line is no event of a ledger: {}; restore it from a copy",
                       parsed.error().message));
    // It probably stands for the next event; what follows it cannot be compared with it.
    ++next_seq_;
    last_hash_.reset();
    is_whole_ = false;
    return std::nullopt;
  }
  LedgerEvent& event = parsed->event;
  event.line = line_;
  if (!parsed->hash_fits) {
    report(kChanged, event.seq,
           "its content is not what its hash was made of: the line was changed; restore it from a "
           "copy");
    is_whole_ = false;
  } else if (!follows(event)) {
    return std::nullopt;
  }
  if (line_ == 1) take_first(event);
  std::optional<TreeHead> head;
  if (parsed->hash_fits) {
    check_content(event);
    if (event.event.type == "ledger.head") head = check_head(event);
  }
  tree_.add(merkle_leaf(event.text));
  compare_anchor(event, head);
  // A changed line is taken for the next event, whatever number and hash it claims.
  last_hash_ = parsed->hash_fits ? std::optional(event.hash) : std::nullopt;
  ++next_seq_;
  ++check_.events;
  return std::move(event);
}

bool ChainCheck::follows(const LedgerEvent& event) {
  if (event.seq < next_seq_) {
    take_earlier(event);
    return false;
  }
  if (event.seq > next_seq_) {
    if (gaps_.size() < kMostGaps)
      gaps_.push_back({next_seq_, event.seq - 1, check_.problems.size()});
    report(kRemoved, event.seq,
           fmt::format("events {} to {} are missing before this line; restore them from a copy",
                       next_seq_, event.seq - 1));
    is_whole_ = false;
    next_seq_ = event.seq;
    last_hash_ = event.prev;
  }
  if (last_hash_ && event.prev != *last_hash_) {
    report(kBrokenLink, event.seq,
           "it does not follow the line before it: one of the two was replaced; compare both with "
           "a copy");
    is_whole_ = false;
  }
  return true;
}

void ChainCheck::take_earlier(const LedgerEvent& event) {
  is_whole_ = false;
  const auto gap = std::find_if(gaps_.begin(), gaps_.end(), [&event](const Gap& candidate) {
    return candidate.first <= event.seq && event.seq <= candidate.last;
  });
  if (gap == gaps_.end()) {
    report(kDuplicated, event.seq,
           fmt::format("an event with number {} stands before: the line was repeated or moved",
                       event.seq));
    return;
  }
  report(kReordered, event.seq,
         fmt::format("event {} stands behind later ones: lines were put into another order",
                     event.seq));
  // The gap was this event alone: moved, not removed.
  if (gap->first == gap->last && gap->problem < check_.problems.size()) {
    LedgerProblem& problem = check_.problems[gap->problem];
    problem.kind = kReordered;
    problem.message =
        fmt::format("event {} should stand before this line; it is at line {}", event.seq, line_);
    gaps_.erase(gap);
  }
}

void ChainCheck::take_first(const LedgerEvent& event) {
  knows_ledger_ = event.seq == 0 && event.event.type == "ledger.created";
  if (knows_ledger_) {
    check_.ledger = event.hash;
    if (keys_.empty()) keys_ = keys_of(event.event);
  } else if (event.seq == 0) {
    report(kBrokenLink, event.seq, "the first event is no ledger.created");
  }
  for (const PublicKey& key : keys_) check_.key_ids.push_back(key_id_of(key));
}

void ChainCheck::check_content(const LedgerEvent& event) {
  if (event.event.time < check_.last && check_.events > 0) {
    report(kClock, event.seq,
           fmt::format("the clock went back at event {}, by {}: no order of time can be relied on "
                       "here; look up why, and pass --allow-clock-back once that is known",
                       event.seq, describe_duration(check_.last - event.event.time)),
           !options_.clock_may_go_back);
  }
  if (check_.events == 0) check_.first = event.event.time;
  check_.last = event.event.time;
  const auto status = check_event(event.event);
  if (!status) {
    report(kUnknownEvent, event.seq,
           fmt::format("an event that this version does not know: {}", status.error().message),
           false);
  }
}

std::optional<TreeHead> ChainCheck::check_head(const LedgerEvent& event) {
  ++check_.heads;
  auto head = head_of(event.event, check_.ledger);
  if (!head) {
    report(kHead, event.seq, head.error().message);
    return std::nullopt;
  }
  // Behind damage the tree is another; the damage itself is reported.
  const bool fits = head->tree_size == tree_.size() && head->root == tree_.root();
  if (is_whole_ && !fits) {
    report(kHead, event.seq,
           "the head is not one of the events before it: it, or they, were replaced");
    is_whole_ = false;
  }
  check_.newest_head = *head;
  if (head->signature && knows_ledger_) check_signature(*head, event.seq);
  return *head;
}

void ChainCheck::check_signature(const TreeHead& head, std::uint64_t seq) {
  const auto key = std::find_if(keys_.begin(), keys_.end(), [&head](const PublicKey& candidate) {
    return key_id_of(candidate) == head.key_id;
  });
  if (key == keys_.end()) {
    report(kSignature, seq,
           keys_.empty() ? "the head is signed by a key that is not known; pass --public-key"
                         : "the head is signed by a key that is none of those expected",
           !keys_.empty());
  } else if (!is_signed_by(head, *key)) {
    report(kSignature, seq, "the signature of the head is not by the key that it names");
  } else {
    ++check_.signed_heads;
    check_.signed_events = head.tree_size;
  }
}

void ChainCheck::compare_anchor(const LedgerEvent& event, const std::optional<TreeHead>& head) {
  if (!options_.anchor) return;
  const LedgerAnchor& anchor = *options_.anchor;
  if (!anchor.head) {
    check_.anchor_fits =
        check_.anchor_fits || event.hash == anchor.digest || (head && head->root == anchor.digest);
    return;
  }
  if (tree_.size() != anchor.head->tree_size) return;
  check_.anchor_fits = tree_.root() == anchor.head->root && check_.ledger == anchor.head->ledger;
  if (!check_.anchor_fits) {
    report(kAnchor, event.seq,
           fmt::format("the first {} events are not those that the anchor was taken of: the ledger "
                       "was written anew, or is another",
                       anchor.head->tree_size));
  }
}

void ChainCheck::finish() {
  if (line_ == 0) report(kTornTail, std::nullopt, "the ledger is empty; nothing can be verified");
  if (options_.anchor && !check_.anchor_fits) {
    const auto& head = options_.anchor->head;
    if (!head) {
      report(kAnchor, std::nullopt,
             "the anchor is in no event and no head: the ledger was cut or written anew, or is "
             "another");
    } else if (tree_.size() < head->tree_size) {
      report(kAnchor, std::nullopt,
             fmt::format("the anchor was taken of {} events, and there are {}: the ledger was cut",
                         head->tree_size, tree_.size()));
    }
  }
  if (check_.has_trusted_key && check_.signed_heads == 0 && check_.events > 0) {
    report(kSignature, std::nullopt,
           "no head is signed by the key given: nothing shows who wrote this ledger");
  }
}

}  // namespace keyhound
