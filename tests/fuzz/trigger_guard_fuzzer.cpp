// SPDX-License-Identifier: Apache-2.0
// A regex (up to the first line break) and a text. Byte automata find what trying every place of
// the tree finds, which RE2 agrees with; and where the regex's trigger matches, a guard behind one
// of its heads gives a hit.
#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/check.h"
#include "scanner/engine/byte_automaton.h"
#include "scanner/engine/pattern.h"
#include "scanner/engine/trigger.h"
#include "scanner/engine/trigger_guards.h"
#include "scanner/engine/trigger_print.h"
#include "scanner/engine/trigger_split.h"
#include "scanner/engine/trigger_worth.h"
#include "tests/support/aligned_image.h"

namespace {

using namespace keyhound;

constexpr std::size_t kMaxRegex = 120;
constexpr std::size_t kMaxText = 63;  // a place is a bit of Places
constexpr std::size_t kMaxRepeats = 400;

using Places = std::uint64_t;

constexpr Places place(std::size_t at) { return Places{1} << at; }

// Where the node can have ended that began at one of `from`.
Places ends_of(const RegexNode& node, std::string_view text, Places from) {
  switch (node.kind) {
    case RegexNode::Kind::kAssertion:
      return from;
    case RegexNode::Kind::kBytes: {
      Places ends = 0;
      for (std::size_t i = 0; i < text.size(); ++i) {
        const bool reads = node.bytes[static_cast<std::uint8_t>(text[i])];
        if ((from & place(i)) != 0 && reads) ends |= place(i + 1);
      }
      return ends;
    }
    case RegexNode::Kind::kConcat:
      for (const RegexRef& child : node.children) from = ends_of(*child, text, from);
      return from;
    case RegexNode::Kind::kAlternate: {
      Places ends = 0;
      for (const RegexRef& child : node.children) ends |= ends_of(*child, text, from);
      return ends;
    }
    case RegexNode::Kind::kRepeat: {
      const RegexNode& child = *node.children.front();
      for (std::size_t i = 0; i < node.min && from != 0; ++i) from = ends_of(child, text, from);
      Places ends = from;
      for (std::size_t i = node.min; i < node.max && from != 0; ++i) {
        from = ends_of(child, text, from) & ~ends;
        ends |= from;
      }
      return ends;
    }
  }
  return 0;
}

// Whether to try every place takes a while only.
bool is_small(const RegexNode& node, std::size_t times = 1) {
  if (node.kind == RegexNode::Kind::kRepeat) times *= std::clamp<std::size_t>(node.min, 1, 64);
  return times <= kMaxRepeats && std::all_of(node.children.begin(), node.children.end(),
                                             [times](auto& c) { return is_small(*c, times); });
}

void check_automata(const RegexRef& root, std::string_view text) {
  const auto forward = build_byte_automaton({&root, 1}, Reading::kForward, ByteAutomaton::kMaxSize);
  const auto back = build_byte_automaton({&root, 1}, Reading::kBackward, ByteAutomaton::kMaxSize);
  KEYHOUND_CHECK(!forward || forward->size() <= ByteAutomaton::kMaxSize);
  KEYHOUND_CHECK(!back || back->size() <= ByteAutomaton::kMaxSize);
  Places begins_of[kMaxText + 1] = {};
  for (std::size_t from = 0; from <= text.size(); ++from) {
    const Places ends = ends_of(*root, text, place(from));
    for (std::size_t end = 0; end <= text.size(); ++end)
      if ((ends & place(end)) != 0) begins_of[end] |= place(from);
    if (!forward) continue;
    const auto first = static_cast<std::size_t>(std::countr_zero(ends));
    KEYHOUND_CHECK(ByteAutomaton(*forward).end_of_match(text, from, text.size()) ==
                   (ends == 0 ? ByteAutomaton::kNowhere : first));
  }
  for (std::size_t end = 0; back && end <= text.size(); ++end) {
    const auto nearest = static_cast<std::size_t>(63 - std::countl_zero(begins_of[end]));
    KEYHOUND_CHECK(ByteAutomaton(*back).begin_of_match(text, end, 0) ==
                   (begins_of[end] == 0 ? ByteAutomaton::kNowhere : nearest));
  }
}

void check_printed(const RegexNode& root, std::string_view text) {
  std::string printed;
  print_regex(root, printed);
  const Result<Pattern> pattern = Pattern::compile(printed);
  if (!pattern) return;  // too large for RE2
  bool is_found = false;
  for (std::size_t from = 0; from <= text.size(); ++from)
    is_found = is_found || ends_of(root, text, place(from)) != 0;
  KEYHOUND_CHECK(pattern->matches(text) == is_found);
}

void check_worth(const RegexNode& root) {
  const Worth worth = worth_of(root);
  for (const double bits : {worth.bits, worth.class_bits, worth.literal_bits, worth.all_bits()})
    KEYHOUND_CHECK(std::isfinite(bits) && bits >= 0);
}

// The hits in the window's bytes, sorted.
std::vector<TriggerHit> hits_of(const GuardedHeads& guarded, const TriggerGuards& guards,
                                std::string_view text, const SearchWindow& window) {
  std::vector<TriggerHit> hits;
  const std::string_view inside = text.substr(window.begin, window.end - window.begin);
  for (std::uint32_t head = 0; head < guarded.heads.size(); ++head) {
    const Result<RegexRef> root = parse_regex(guarded.heads[head]);
    KEYHOUND_CHECK(root);
    Places ends = 0;  // as Hyperscan tells them
    for (std::size_t from = 0; from <= inside.size(); ++from)
      ends |= ends_of(**root, inside, place(from));
    for (std::size_t end = 0; end <= inside.size(); ++end)
      if ((ends & place(end)) != 0)
        guards.add_hits(head, window.begin + end, text, window, 0, hits);
  }
  std::sort(hits.begin(), hits.end());
  return hits;
}

void check_guards(const std::string& trigger, std::string_view text, std::size_t cut) {
  const Result<RegexRef> root = parse_regex(trigger);
  KEYHOUND_CHECK(root);
  if (!is_small(**root)) return;
  const std::vector<TriggerPart> parts = split_trigger(trigger);
  const GuardedHeads guarded = guard_triggers({&trigger, 1});
  const testing::AlignedImage image(guarded.image);
  const Result<TriggerGuards> guards = TriggerGuards::use(image.view());
  KEYHOUND_CHECK(guards);
  const std::vector<TriggerHit> hits = hits_of(guarded, *guards, text, {0, 0, text.size()});

  const bool is_read_to_end =
      std::all_of(parts.begin(), parts.end(), [](auto& part) { return part.unread == 0; });
  Places all_ends = 0;
  Places hit_ends = 0;
  for (const TriggerHit& hit : hits) hit_ends |= place(hit.end);
  for (std::size_t from = 0; from <= text.size(); ++from) {
    const Places ends = ends_of(**root, text, place(from));
    if (ends == 0) continue;
    all_ends |= ends;
    const std::size_t least = from + (*root)->min_width;
    const Places up_to_last = ~Places{0} >> static_cast<unsigned>(std::countl_zero(ends));
    const Places fitting = is_read_to_end ? ends : up_to_last & (~Places{0} << least);
    KEYHOUND_CHECK((hit_ends & fitting) != 0);
  }
  const bool is_followed = std::all_of(parts.begin(), parts.end(), [](auto& part) {
    return part.unread == 0 && part.reading == Reading::kForward;
  });
  KEYHOUND_CHECK(!is_followed || (hit_ends & ~all_ends) == 0);

  // What is outside of a window counts as if it were not there.
  const std::size_t begin = std::min(cut % 8, text.size());
  const std::size_t end = std::max(begin, text.size() - std::min(cut / 8, text.size()));
  const std::string_view inside = text.substr(begin, end - begin);
  auto of_window = hits_of(guarded, *guards, text, {begin, begin, end});
  for (TriggerHit& hit : of_window) hit.end -= static_cast<std::uint32_t>(begin);
  KEYHOUND_CHECK(of_window == hits_of(guarded, *guards, inside, {0, 0, inside.size()}));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::size_t end = input.find('\n');
  if (end == std::string_view::npos || end < 2 || end > kMaxRegex) return 0;
  const std::string_view regex = input.substr(1, end - 1);
  const std::string_view text = input.substr(end + 1, kMaxText);
  if (!Pattern::compile(regex)) return 0;
  const Result<RegexRef> root = parse_regex(regex);
  if (!root) return 0;  // nested deeper than the analysis goes
  check_worth(**root);
  if ((*root)->max_width != kUnbounded && is_small(**root)) {
    check_automata(*root, text);
    check_printed(**root, text);
  }
  std::string checked;
  for (const TriggerChoice choice : {TriggerChoice::kRarest, TriggerChoice::kLeading}) {
    const Result<RegexShape> shape = analyse_regex(regex, choice);
    KEYHOUND_CHECK(shape);
    if (shape->trigger == checked) continue;
    checked = shape->trigger;
    check_guards(checked, text, data[0] % 64U);
  }
  return 0;
}
