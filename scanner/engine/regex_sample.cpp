// SPDX-License-Identifier: Apache-2.0
#include "scanner/engine/regex_sample.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace keyhound {
namespace {

constexpr std::size_t kMaxExtra = 6;     // repeats beyond the least count
constexpr std::uint32_t kOneInMost = 8;  // how often a repeat goes to its greatest count
constexpr std::uint32_t kOneInOdd = 64;  // how often a byte that is not printable may be drawn

class Sampler {
 public:
  explicit Sampler(const DrawNumber& draw) : draw_(draw) {}

  void append(const RegexNode& node) {
    switch (node.kind) {
      case RegexNode::Kind::kAssertion:
        return;
      case RegexNode::Kind::kBytes:
        return append_byte(node.bytes);
      case RegexNode::Kind::kConcat:
        for (const RegexRef& child : node.children) append(*child);
        return;
      case RegexNode::Kind::kAlternate:
        return append(*node.children[below(node.children.size())]);
      case RegexNode::Kind::kRepeat:
        for (std::size_t count = repeats(node); count > 0; --count) append(*node.children.front());
        return;
    }
  }

  std::string take() { return std::move(text_); }

 private:
  std::size_t below(std::size_t limit) { return draw_(static_cast<std::uint32_t>(limit)); }

  void append_byte(const ByteSet& bytes) {
    const bool is_odd = below(kOneInOdd) == 0;
    std::vector<char> choices;
    for (std::size_t byte = bytes._Find_first(); byte < bytes.size();
         byte = bytes._Find_next(byte)) {
      if (is_odd || (byte >= ' ' && byte <= '~')) choices.push_back(static_cast<char>(byte));
    }
    if (choices.empty()) choices.push_back(static_cast<char>(bytes._Find_first()));
    text_ += choices[below(choices.size())];
  }

  std::size_t repeats(const RegexNode& node) {
    if (node.max != kUnbounded && below(kOneInMost) == 0) return node.max;
    const std::size_t spare = node.max == kUnbounded ? kMaxExtra : node.max - node.min;
    return node.min + below(std::min(spare, kMaxExtra) + 1);
  }

  const DrawNumber& draw_;
  std::string text_;
};

}  // namespace

std::string sample_regex(const RegexNode& node, const DrawNumber& draw) {
  Sampler sampler(draw);
  sampler.append(node);
  return sampler.take();
}

}  // namespace keyhound
