// SPDX-License-Identifier: Apache-2.0
// A regex is flattened into the sequence of elements that each of its matches walks through: single
// bytes, alternations, and gaps (what a repeat may have beyond its least count). x{n,m} becomes a
// few copies of x, the gap, and a few copies of x, so that a literal on either side of it finds
// class bytes beside itself. Any contiguous stretch of this sequence stands in every match, and the
// assertions between its elements can be left out, since they have no width.
//
// Among the stretches of at most 64 bytes the best is wanted: rare on source code (bits), with a
// string of literal bytes that Hyperscan can look for by itself (literal bits), and narrow, because
// a history scan looks again at the width of a trigger around each seam of a delta. Short gaps may
// stand inside a stretch (access_?key), long ones end it. Beside the stretches there is one more
// kind of candidate: of an alternation that is too wide to be an element, the best stretch of each
// branch, as an alternation.
#include "scanner/engine/trigger_run.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>
#include <vector>

#include "scanner/engine/trigger.h"
#include "scanner/engine/trigger_print.h"

namespace keyhound {
namespace {

using Kind = RegexNode::Kind;

constexpr std::size_t kMaxElements = 512;
constexpr std::size_t kEdgeCopies = 16;  // copies of a repeat's child beside its neighbours
constexpr std::size_t kMaxBranches = 64;
constexpr std::size_t kMaxCost = 600;  // automaton positions of one trigger
constexpr std::size_t kMaxGap = 24;    // bytes of a gap inside a run
constexpr double kEnoughBits = 48;
constexpr double kEnoughLiteralBits = 32;

// What a piece of a regex is worth as a part of a trigger.
struct Worth {
  double bits = 0;
  double literal_bits = 0;
  std::size_t cost = 0;
};

bool is_literal(const RegexNode& node) {
  return node.kind == Kind::kBytes && node.bytes.count() <= 2 && node.bytes.any();
}

// Collects the longest string of literal bytes in a sequence of pieces.
class LiteralString {
 public:
  void add(const RegexNode& node, const Worth& worth) {
    current_ = is_literal(node) ? current_ + worth.bits : 0;
    best_ = std::max({best_, current_, worth.literal_bits});
  }
  [[nodiscard]] double best() const { return best_; }

 private:
  double current_ = 0;
  double best_ = 0;
};

Worth worth_of(const RegexNode& node);

Worth worth_of_alternate(const RegexNode& node) {
  Worth worth;
  double share = 0;
  worth.literal_bits = kEnoughLiteralBits;
  for (const RegexRef& child : node.children) {
    const Worth branch = worth_of(*child);
    share += std::exp2(-branch.bits);
    worth.literal_bits = std::min(worth.literal_bits, branch.literal_bits);
    worth.cost = add_widths(worth.cost, branch.cost);
  }
  worth.bits = share >= 1 ? 0 : -std::log2(share);
  return worth;
}

Worth worth_of(const RegexNode& node) {
  Worth worth;
  switch (node.kind) {
    case Kind::kAssertion:
      break;
    case Kind::kBytes:
      worth.bits = bits_of(node.bytes);
      worth.literal_bits = is_literal(node) ? worth.bits : 0;
      worth.cost = 1;
      break;
    case Kind::kConcat: {
      LiteralString literals;
      for (const RegexRef& child : node.children) {
        const Worth part = worth_of(*child);
        literals.add(*child, part);
        worth.bits += part.bits;
        worth.cost = add_widths(worth.cost, part.cost);
      }
      worth.literal_bits = literals.best();
      break;
    }
    case Kind::kAlternate:
      return worth_of_alternate(node);
    case Kind::kRepeat: {
      const Worth child = worth_of(*node.children.front());
      worth.bits = child.bits * static_cast<double>(node.min);
      worth.literal_bits = node.min > 0 ? child.literal_bits : 0;
      worth.cost = multiply_widths(child.cost, node.max);
      break;
    }
  }
  return worth;
}

void flatten(const RegexRef& node, std::vector<RegexRef>& elements);

void flatten_repeat(const RegexRef& node, std::vector<RegexRef>& elements) {
  const RegexRef& child = node->children.front();
  const std::size_t front = std::min((node->min + 1) / 2, kEdgeCopies);
  const std::size_t back = std::min(node->min / 2, kEdgeCopies);
  const std::size_t least = node->min - front - back;
  const std::size_t most = node->max == kUnbounded ? kUnbounded : node->max - front - back;
  for (std::size_t i = 0; i < front; ++i) flatten(child, elements);
  if (most > 0) elements.push_back(make_repeat(child, least, most));
  for (std::size_t i = 0; i < back; ++i) flatten(child, elements);
}

void flatten(const RegexRef& node, std::vector<RegexRef>& elements) {
  if (elements.size() >= kMaxElements) return elements.push_back(node);
  switch (node->kind) {
    case Kind::kAssertion:
      return;
    case Kind::kBytes:
    case Kind::kAlternate:
      return elements.push_back(node);
    case Kind::kConcat:
      for (const RegexRef& child : node->children) flatten(child, elements);
      return;
    case Kind::kRepeat:
      return flatten_repeat(node, elements);
  }
}

// The elements of a regex with what each is worth and where each may stand.
struct Sequence {
  std::vector<RegexRef> elements;
  std::vector<Worth> worths;
  std::vector<std::size_t> min_offsets;  // of the element's start, and one past the last element
  std::vector<std::size_t> max_offsets;

  explicit Sequence(const RegexRef& root) : min_offsets{0}, max_offsets{0} {
    flatten(root, elements);
    for (const RegexRef& element : elements) {
      worths.push_back(worth_of(*element));
      min_offsets.push_back(add_widths(min_offsets.back(), element->min_width));
      max_offsets.push_back(add_widths(max_offsets.back(), element->max_width));
    }
  }

  // Whether the element can stand inside a run; it can begin or end one only if it is no gap.
  [[nodiscard]] bool is_usable(std::size_t i) const {
    const RegexNode& element = *elements[i];
    if (element.kind == Kind::kBytes) return element.bytes.any();
    const std::size_t limit = element.min_width == 0 ? kMaxGap : kMaxTriggerWidth;
    return element.max_width <= limit && worths[i].cost <= kMaxCost &&
           element.children.size() <= kMaxBranches;
  }
};

double score_of(const TriggerRun& run, std::size_t gaps) {
  return std::min(run.bits, kEnoughBits) + 0.5 * std::min(run.literal_bits, kEnoughLiteralBits) -
         0.2 * static_cast<double>(run.max_width) - 2.0 * static_cast<double>(gaps);
}

std::string print_run(const Sequence& sequence, std::size_t first, std::size_t last) {
  std::string text;
  for (std::size_t i = first; i <= last;) {
    std::size_t copies = 1;
    while (i + copies <= last && sequence.elements[i + copies] == sequence.elements[i]) ++copies;
    const RegexRef& element = sequence.elements[i];
    print_regex(copies == 1 ? *element : *make_repeat(element, copies, copies), text);
    i += copies;
  }
  return text;
}

struct Stretch {
  TriggerRun run;
  std::size_t first = 0;
  std::size_t last = 0;
};

// Improves `best` by the stretches that begin at `first`.
void try_stretches(const Sequence& sequence, std::size_t first, std::optional<Stretch>& best) {
  TriggerRun run;
  LiteralString literals;
  std::size_t cost = 0;
  std::size_t gaps = 0;
  for (std::size_t last = first; last < sequence.elements.size(); ++last) {
    const RegexNode& element = *sequence.elements[last];
    if (!sequence.is_usable(last)) return;
    cost += sequence.worths[last].cost;
    run.max_width += element.max_width;
    if (run.max_width > kMaxTriggerWidth || cost > kMaxCost) return;
    run.bits += sequence.worths[last].bits;
    literals.add(element, sequence.worths[last]);
    if (element.min_width == 0) {
      ++gaps;
      continue;
    }
    run.literal_bits = literals.best();
    run.score = score_of(run, gaps);
    if (!best || run.score > best->run.score) best = Stretch{run, first, last};
  }
}

std::optional<TriggerRun> best_stretch(const Sequence& sequence) {
  std::optional<Stretch> best;
  for (std::size_t first = 0; first < sequence.elements.size(); ++first) {
    if (sequence.elements[first]->min_width > 0) try_stretches(sequence, first, best);
  }
  if (!best) return std::nullopt;
  best->run.text = print_run(sequence, best->first, best->last);
  best->run.end_min = sequence.min_offsets[best->last + 1];
  best->run.end_max = sequence.max_offsets[best->last + 1];
  return best->run;
}

// The best run of each branch, as an alternation.
std::optional<TriggerRun> branch_run(const RegexNode& node) {
  if (node.children.size() > kMaxBranches) return std::nullopt;
  TriggerRun all;
  std::set<std::string> texts;
  double share = 0;
  all.literal_bits = kEnoughLiteralBits;
  all.end_min = kUnbounded;
  for (const RegexRef& child : node.children) {
    const std::optional<TriggerRun> run = best_trigger_run(child);
    if (!run) return std::nullopt;
    if (texts.insert(run->text).second) share += std::exp2(-run->bits);
    all.literal_bits = std::min(all.literal_bits, run->literal_bits);
    all.max_width = std::max(all.max_width, run->max_width);
    all.end_min = std::min(all.end_min, run->end_min);
    all.end_max = std::max(all.end_max, run->end_max);
  }
  all.bits = share >= 1 ? 0 : -std::log2(share);
  all.score = score_of(all, 0);
  for (const std::string& text : texts) all.text += (all.text.empty() ? "(?:" : "|") + text;
  all.text += ')';
  return all;
}

}  // namespace

std::optional<TriggerRun> best_trigger_run(const RegexRef& root) {
  const Sequence sequence(root);
  std::optional<TriggerRun> best = best_stretch(sequence);
  std::set<const RegexNode*> seen;  // copies of a repeat's child share one node
  for (std::size_t i = 0; i < sequence.elements.size(); ++i) {
    if (sequence.elements[i]->kind != Kind::kAlternate) continue;
    if (!seen.insert(sequence.elements[i].get()).second) continue;
    std::optional<TriggerRun> run = branch_run(*sequence.elements[i]);
    if (!run || (best && best->score >= run->score)) continue;
    run->end_min = add_widths(run->end_min, sequence.min_offsets[i]);
    run->end_max = add_widths(run->end_max, sequence.max_offsets[i]);
    best = std::move(run);
  }
  return best;
}

}  // namespace keyhound
