// SPDX-License-Identifier: Apache-2.0
// A regex is flattened into the sequence of elements that each of its matches walks through: single
// bytes, alternations, and gaps (what a repeat may have beyond its least count). x{n,m} becomes a
// few copies of x, the gap, and a few copies of x, so that a literal on either side of it finds
// class bytes beside itself. Any contiguous stretch of this sequence stands in every match, and the
// assertions between its elements can be left out, since they have no width.
//
// Among the stretches of at most 64 bytes the best is wanted: rare on source code (bits), with a
// string of literal bytes that Hyperscan can look for by itself (literal bits), and narrow, because
// a history scan looks again at the width of a trigger around each seam of a delta. Bytes are not
// independent: a letter behind a letter counts less, since words are common, and class bytes count
// only up to a limit, since hashes and base64 are ([0-9a-f]{23} hit 900 times per MB). Short gaps
// may stand inside a stretch (access_?key), long ones end it. Beside the stretches there is one
// more kind of candidate: of an alternation that is too wide to be an element, the best stretch of
// each branch, as an alternation.
#include "scanner/engine/trigger_run.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>
#include <vector>

#include "scanner/engine/trigger.h"
#include "scanner/engine/trigger_print.h"
#include "scanner/engine/trigger_worth.h"

namespace keyhound {
namespace {

using Kind = RegexNode::Kind;

constexpr std::size_t kMaxElements = 512;
constexpr std::size_t kEdgeCopies = 16;  // copies of a repeat's child beside its neighbours
constexpr std::size_t kMaxBranches = 64;
constexpr std::size_t kMaxCost = 600;  // automaton positions of one trigger
constexpr std::size_t kMaxGap = 24;    // bytes of a gap inside a run
constexpr double kEnoughBits = 64;
constexpr double kMinLiteralBits = 8;
constexpr double kMinClassBits = 40;    // where there is no literal
constexpr double kTooFrequent = 200;    // points that a run loses which is not seldom
constexpr double kWithoutWord = 30;     // points that a run loses which holds no word
constexpr std::size_t kFreeWidth = 16;  // bytes that cost no points

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
  const std::size_t width = std::max(run.max_width, kFreeWidth) - kFreeWidth;
  const double too_frequent = is_seldom(run) ? 0 : kTooFrequent;
  const double without_word = run.literal_bits < kWordBits ? kWithoutWord : 0;
  return std::min(run.bits, kEnoughBits) + 0.5 * std::min(run.literal_bits, kEnoughLiteralBits) -
         too_frequent - without_word - 0.2 * static_cast<double>(width) -
         2.0 * static_cast<double>(gaps);
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

// Calls `visit` with each stretch that begins at `first`, the shortest first.
template <class Visit>
void visit_stretches(const Sequence& sequence, std::size_t first, const Visit& visit) {
  TriggerRun run;
  WorthOfRow row;
  std::size_t gaps = 0;
  for (std::size_t last = first; last < sequence.elements.size(); ++last) {
    const RegexNode& element = *sequence.elements[last];
    if (!sequence.is_usable(last)) return;
    row.add(element, sequence.worths[last]);
    run.max_width += element.max_width;
    if (run.max_width > kMaxTriggerWidth || row.worth().cost > kMaxCost) return;
    if (element.min_width == 0) {
      ++gaps;
      continue;
    }
    run.bits = row.worth().all_bits();
    run.class_bits = row.worth().class_bits;
    run.literal_bits = row.worth().literal_bits;
    run.score = score_of(run, gaps);
    visit(Stretch{run, first, last});
  }
}

TriggerRun make_run(const Sequence& sequence, const Stretch& stretch) {
  TriggerRun run = stretch.run;
  run.text = print_run(sequence, stretch.first, stretch.last);
  run.end_min = sequence.min_offsets[stretch.last + 1];
  run.end_max = sequence.max_offsets[stretch.last + 1];
  return run;
}

std::optional<TriggerRun> best_stretch(const Sequence& sequence) {
  std::optional<Stretch> best;
  for (std::size_t first = 0; first < sequence.elements.size(); ++first) {
    if (sequence.elements[first]->min_width == 0) continue;
    visit_stretches(sequence, first, [&best](const Stretch& stretch) {
      if (!best || stretch.run.score > best->run.score) best = stretch;
    });
  }
  if (!best) return std::nullopt;
  return make_run(sequence, *best);
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
    all.class_bits = std::max(all.class_bits, run->class_bits);
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

bool is_seldom(const TriggerRun& run) {
  return run.literal_bits >= kMinLiteralBits ? run.bits >= kMinTriggerBits
                                             : run.bits + run.class_bits >= kMinClassBits;
}

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

std::optional<TriggerRun> leading_trigger_run(const RegexRef& root) {
  const Sequence sequence(root);
  std::optional<Stretch> longest;
  visit_stretches(sequence, 0, [&longest](const Stretch& stretch) { longest = stretch; });
  if (!longest) return std::nullopt;
  return make_run(sequence, *longest);
}

}  // namespace keyhound
