// SPDX-License-Identifier: Apache-2.0
// The tree accepts a superset of the regex (regex_syntax.h), and here its assertions hold
// everywhere. A node takes the set of places where it may begin to the set of those where it may
// end; what follows depends on these sets alone, so that a repeat goes on from places that are new.
#include "scanner/engine/regex_reach.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <vector>

namespace keyhound {
namespace {

constexpr std::size_t kWordBits = 64;
constexpr std::size_t kMostPlaces = 2048;  // beyond that RE2 is quicker
constexpr std::size_t kMostSteps = 20'000;

// Places of a window, counted from its first byte.
class Places {
 public:
  explicit Places(std::size_t count) : words_((count + kWordBits - 1) / kWordBits) {}

  void add(std::size_t place) {
    words_[place / kWordBits] |= std::uint64_t{1} << (place % kWordBits);
  }
  void add(const Places& others) {
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] |= others.words_[i];
  }
  void remove(const Places& others) {
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= ~others.words_[i];
  }
  [[nodiscard]] bool empty() const {
    return std::all_of(words_.begin(), words_.end(), [](std::uint64_t word) { return word == 0; });
  }
  template <class Use>
  void for_each(const Use& use) const {
    for (std::size_t i = 0; i < words_.size(); ++i) {
      for (std::uint64_t left = words_[i]; left != 0; left &= left - 1)
        use(i * kWordBits + static_cast<std::size_t>(std::countr_zero(left)));
    }
  }

 private:
  std::vector<std::uint64_t> words_;
};

class Reach {
 public:
  explicit Reach(std::string_view window) : window_(window) {}

  [[nodiscard]] bool is_exhausted() const { return steps_ > kMostSteps; }

  Places ends(const RegexNode& node, const Places& begins) {
    if (++steps_ > kMostSteps || begins.empty()) return none();
    switch (node.kind) {
      case RegexNode::Kind::kBytes:
        return after_byte(node.bytes, begins);
      case RegexNode::Kind::kAssertion:
        return begins;
      case RegexNode::Kind::kConcat:
        return after_all(node, begins);
      case RegexNode::Kind::kAlternate:
        return after_any(node, begins);
      case RegexNode::Kind::kRepeat:
        break;
    }
    return after_repeat(node, begins);
  }

 private:
  [[nodiscard]] Places none() const { return Places(window_.size() + 1); }

  [[nodiscard]] Places after_byte(const ByteSet& bytes, const Places& begins) const {
    Places found = none();
    begins.for_each([&](std::size_t place) {
      if (place < window_.size() && bytes.test(static_cast<std::uint8_t>(window_[place])))
        found.add(place + 1);
    });
    return found;
  }

  Places after_all(const RegexNode& node, const Places& begins) {
    Places at = begins;
    for (const RegexRef& child : node.children) {
      at = ends(*child, at);
      if (at.empty()) break;
    }
    return at;
  }

  Places after_any(const RegexNode& node, const Places& begins) {
    Places found = none();
    for (const RegexRef& child : node.children) found.add(ends(*child, begins));
    return found;
  }

  Places after_repeat(const RegexNode& node, const Places& begins) {
    const RegexNode& child = *node.children.front();
    Places fresh = begins;
    std::size_t count = 0;
    for (; count < node.min && !fresh.empty(); ++count) fresh = ends(child, fresh);
    Places found = fresh;
    for (; count < node.max && !fresh.empty(); ++count) {
      fresh = ends(child, fresh);
      fresh.remove(found);
      found.add(fresh);
    }
    return found;
  }

  std::string_view window_;
  std::size_t steps_ = 0;
};

}  // namespace

bool may_match(const RegexNode& regex, std::string_view text, std::size_t first, std::size_t last,
               std::size_t end) {
  const std::string_view window = text.substr(first, end - first);
  if (window.size() > kMostPlaces) return true;
  Reach reach(window);
  Places begins(window.size() + 1);
  for (std::size_t place = first; place <= last; ++place) begins.add(place - first);
  const bool is_found = !reach.ends(regex, begins).empty();
  return is_found || reach.is_exhausted();
}

}  // namespace keyhound
