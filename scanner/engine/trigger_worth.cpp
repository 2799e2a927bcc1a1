// SPDX-License-Identifier: Apache-2.0
#include "scanner/engine/trigger_worth.h"

#include <algorithm>
#include <cmath>

namespace keyhound {
namespace {

using Kind = RegexNode::Kind;

constexpr double kMaxClassBits = 16;
constexpr double kLetterAfterLetter = 0.6;  // of its bits

bool is_literal(const RegexNode& node) {
  return node.kind == Kind::kBytes && node.bytes.count() <= 2 && node.bytes.any();
}

bool is_letter(const RegexNode& node) {
  const std::size_t lower = node.bytes._Find_first() | 0x20U;
  return lower >= 'a' && lower <= 'z';
}

Worth worth_of_alternate(const RegexNode& node) {
  Worth worth;
  double share = 0;
  worth.literal_bits = kEnoughLiteralBits;
  for (const RegexRef& child : node.children) {
    const Worth branch = worth_of(*child);
    share += std::exp2(-branch.all_bits());
    worth.literal_bits = std::min(worth.literal_bits, branch.literal_bits);
    worth.cost = add_widths(worth.cost, branch.cost);
  }
  // An alternation of classes is a class.
  double& bits = worth.literal_bits > 0 ? worth.bits : worth.class_bits;
  bits = share >= 1 ? 0 : -std::log2(share);
  return worth;
}

Worth worth_of_repeat(const RegexNode& node) {
  Worth worth = worth_of(*node.children.front());
  const auto times = static_cast<double>(node.min);
  worth.bits *= times;
  worth.class_bits *= times;
  worth.literal_bits = node.min > 0 ? worth.literal_bits : 0;
  worth.cost = multiply_widths(worth.cost, node.max);
  return worth;
}

}  // namespace

double Worth::all_bits() const { return bits + std::min(class_bits, kMaxClassBits); }

void WorthOfRow::add(const RegexNode& node, const Worth& worth) {
  const bool is_literal_byte = is_literal(node);
  const bool is_in_word = is_literal_byte && is_letter(node) && is_after_letter_;
  const double bits = worth.bits * (is_in_word ? kLetterAfterLetter : 1);
  is_after_letter_ = is_literal_byte && is_letter(node);
  string_bits_ = is_literal_byte ? string_bits_ + bits : 0;
  row_.bits += bits;
  row_.class_bits += worth.class_bits;
  row_.literal_bits = std::max({row_.literal_bits, string_bits_, worth.literal_bits});
  row_.cost = add_widths(row_.cost, worth.cost);
}

Worth worth_of(const RegexNode& node) {
  switch (node.kind) {
    case Kind::kAssertion:
      return {};
    case Kind::kBytes: {
      const double bits = bits_of(node.bytes);
      return is_literal(node) ? Worth{bits, 0, bits, 1} : Worth{0, bits, 0, 1};
    }
    case Kind::kConcat:
      return worth_of_row(node.children);
    case Kind::kAlternate:
      return worth_of_alternate(node);
    case Kind::kRepeat:
      return worth_of_repeat(node);
  }
  return {};
}

Worth worth_of_row(std::span<const RegexRef> pieces) {
  WorthOfRow row;
  for (const RegexRef& piece : pieces) row.add(*piece, worth_of(*piece));
  return row.worth();
}

}  // namespace keyhound
