// SPDX-License-Identifier: Apache-2.0
// Hyperscan is fast at strings. A trigger that is a word, a gap and an operator makes it run an
// automaton behind each of the words, and there are many in code: token, key, client. So it is
// given the words alone, and a small table reads on from where one ends.
//
// The pieces of a trigger up to its first gap are its head, if they are rare enough to be looked
// for by themselves; else those behind its last gap, and the table reads backward from their end;
// an alternation in front is dissolved, each branch with what follows being a trigger. What cannot
// be split that way is left to Hyperscan.
#include "scanner/engine/trigger_split.h"

#include <algorithm>
#include <span>
#include <utility>

#include "scanner/engine/regex_syntax.h"
#include "scanner/engine/trigger_print.h"
#include "scanner/engine/trigger_worth.h"

namespace keyhound {
namespace {

using Kind = RegexNode::Kind;
using Pieces = std::vector<RegexRef>;

constexpr std::size_t kMinGap = 3;  // bytes by which a gap's width varies, at least
constexpr std::size_t kTableSizes[] = {8192, 32768};
constexpr double kEnoughGuardBits = 4;
constexpr std::size_t kMaxParts = 64;
constexpr std::size_t kMaxCopies = 64;

// Concatenations dissolved, and x{3} as three pieces, so that a guard can end anywhere.
void flatten(const RegexRef& node, Pieces& pieces) {
  if (node->kind == Kind::kConcat) {
    for (const RegexRef& child : node->children) flatten(child, pieces);
  } else if (node->kind == Kind::kRepeat && node->min == node->max && node->max <= kMaxCopies) {
    for (std::size_t i = 0; i < node->max; ++i) flatten(node->children.front(), pieces);
  } else {
    pieces.push_back(node);
  }
}

bool has_gap(const RegexNode& node) {
  if (node.kind == Kind::kRepeat && node.max_width - node.min_width >= kMinGap) return true;
  return std::any_of(node.children.begin(), node.children.end(),
                     [](const RegexRef& child) { return has_gap(*child); });
}

std::string print_pieces(std::span<const RegexRef> pieces) {
  std::string text;
  for (std::size_t i = 0; i < pieces.size();) {
    std::size_t copies = 1;
    while (i + copies < pieces.size() && pieces[i + copies] == pieces[i]) ++copies;
    print_regex(copies == 1 ? *pieces[i] : *make_repeat(pieces[i], copies, copies), text);
    i += copies;
  }
  return text;
}

bool is_rare(std::span<const RegexRef> pieces) {
  return worth_of_row(pieces).literal_bits >= kWordBits;
}

std::size_t least_width(std::span<const RegexRef> pieces) {
  std::size_t width = 0;
  for (const RegexRef& piece : pieces) width += piece->min_width;
  return width;
}

struct Guard {
  std::string table;       // empty: none
  double bits = 0;         // of what it covers
  std::size_t unread = 0;  // least bytes of what it leaves out behind its end
};

// The guard of as many pieces as a table of `max_size` bytes can hold, counted from where it begins
// to read. Read backward, the last `head` of them are the head, which is known already.
Guard longest_guard(std::span<const RegexRef> pieces, std::size_t head, Reading reading,
                    std::size_t max_size) {
  const bool is_forward = reading == Reading::kForward;
  Guard best{{}, 0, is_forward ? least_width(pieces) : 0};
  std::size_t known = 0;
  std::size_t refused = pieces.size() + 1;
  std::size_t count = pieces.size();
  while (refused - known > 1) {
    const auto some = is_forward ? pieces.first(count) : pieces.last(count);
    const auto tail = is_forward ? some : some.first(count - std::min(head, count));
    const bool is_idle = least_width(tail) == 0;  // it would let everything pass
    std::optional<std::string> table;
    if (!is_idle) table = build_byte_automaton(some, reading, max_size);
    if (table) {
      best.table = std::move(*table);
      best.bits = worth_of_row(tail).all_bits();
      best.unread = is_forward ? least_width(pieces.subspan(count)) : 0;
    }
    (is_idle || table ? known : refused) = count;
    count = (known + refused) / 2;
  }
  return best;
}

// A small one, if it is enough: most let next to nothing pass once they know what follows a word.
Guard best_guard(std::span<const RegexRef> pieces, std::size_t head, Reading reading) {
  Guard guard;
  for (const std::size_t max_size : kTableSizes) {
    guard = longest_guard(pieces, head, reading, max_size);
    if (guard.bits >= kEnoughGuardBits) break;
  }
  return guard;
}

class Splitter {
 public:
  std::vector<TriggerPart> split(const Pieces& pieces) {
    add(pieces, 0);
    return std::move(parts_);
  }

 private:
  void add(const Pieces& pieces, std::size_t depth) {
    if (std::none_of(pieces.begin(), pieces.end(), [](auto& piece) { return has_gap(*piece); }) ||
        !(add_forward(pieces) || add_backward(pieces) || add_branches(pieces, depth))) {
      parts_.push_back({print_pieces(pieces), {}, Reading::kForward, 0});
    }
  }

  bool add_forward(std::span<const RegexRef> pieces) {
    const auto gap =
        std::find_if(pieces.begin(), pieces.end(), [](auto& piece) { return has_gap(*piece); });
    const auto head = pieces.first(static_cast<std::size_t>(gap - pieces.begin()));
    if (!is_rare(head)) return false;
    return add_part(head, pieces.subspan(head.size()), Reading::kForward);
  }

  bool add_backward(std::span<const RegexRef> pieces) {
    const auto gap =
        std::find_if(pieces.rbegin(), pieces.rend(), [](auto& piece) { return has_gap(*piece); });
    const auto head = pieces.last(static_cast<std::size_t>(gap - pieces.rbegin()));
    if (!is_rare(head)) return false;
    return add_part(head, pieces, Reading::kBackward);
  }

  // The words of an alternation are heads of their own, so that those of several triggers are
  // looked for, and found, once.
  bool add_part(std::span<const RegexRef> head, std::span<const RegexRef> rest, Reading reading) {
    const Guard guard = best_guard(rest, head.size(), reading);
    if (head.size() == 1 && head.front()->kind == Kind::kAlternate) {
      for (const RegexRef& word : head.front()->children)
        parts_.push_back({print_pieces({&word, 1}), guard.table, reading, guard.unread});
    } else {
      parts_.push_back({print_pieces(head), guard.table, reading, guard.unread});
    }
    return true;
  }

  bool add_branches(const Pieces& pieces, std::size_t depth) {
    constexpr std::size_t kMaxDepth = 3;
    if (pieces.front()->kind != Kind::kAlternate || depth == kMaxDepth) return false;
    if (parts_.size() + pieces.front()->children.size() > kMaxParts) return false;
    for (const RegexRef& branch : pieces.front()->children) {
      Pieces row;
      flatten(branch, row);
      row.insert(row.end(), pieces.begin() + 1, pieces.end());
      add(row, depth + 1);
    }
    return true;
  }

  std::vector<TriggerPart> parts_;
};

}  // namespace

std::vector<TriggerPart> split_trigger(const std::string& trigger) {
  const Result<RegexRef> root = parse_regex(trigger);
  if (!root) return {{trigger, {}, Reading::kForward, 0}};  // Hyperscan says what is wrong with it
  Pieces pieces;
  flatten(*root, pieces);
  return Splitter().split(pieces);
}

}  // namespace keyhound
