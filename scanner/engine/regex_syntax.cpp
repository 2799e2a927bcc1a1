// SPDX-License-Identifier: Apache-2.0
#include "scanner/engine/regex_syntax.h"

#include <algorithm>
#include <utility>

namespace keyhound {

std::size_t add_widths(std::size_t a, std::size_t b) {
  return a > kUnbounded - b ? kUnbounded : a + b;
}

std::size_t multiply_widths(std::size_t a, std::size_t b) {
  if (a == 0 || b == 0) return 0;
  return a > kUnbounded / b ? kUnbounded : a * b;
}

RegexRef make_bytes(const ByteSet& bytes) {
  RegexNode node;
  node.kind = RegexNode::Kind::kBytes;
  node.bytes = bytes;
  node.min_width = node.max_width = 1;
  return std::make_shared<const RegexNode>(std::move(node));
}

RegexRef make_assertion() { return std::make_shared<const RegexNode>(); }

RegexRef make_concat(std::vector<RegexRef> children) {
  if (children.size() == 1) return children.front();
  RegexNode node;
  node.kind = RegexNode::Kind::kConcat;
  for (const RegexRef& child : children) {
    node.min_width = add_widths(node.min_width, child->min_width);
    node.max_width = add_widths(node.max_width, child->max_width);
  }
  node.children = std::move(children);
  return std::make_shared<const RegexNode>(std::move(node));
}

RegexRef make_alternate(std::vector<RegexRef> children) {
  if (children.size() == 1) return children.front();
  RegexNode node;
  node.kind = RegexNode::Kind::kAlternate;
  node.min_width = kUnbounded;
  for (const RegexRef& child : children) {
    node.min_width = std::min(node.min_width, child->min_width);
    node.max_width = std::max(node.max_width, child->max_width);
  }
  node.children = std::move(children);
  return std::make_shared<const RegexNode>(std::move(node));
}

RegexRef make_repeat(RegexRef child, std::size_t min, std::size_t max) {
  RegexNode node;
  node.kind = RegexNode::Kind::kRepeat;
  node.min = min;
  node.max = max;
  node.min_width = multiply_widths(child->min_width, min);
  node.max_width = multiply_widths(child->max_width, max);
  node.children.push_back(std::move(child));
  return std::make_shared<const RegexNode>(std::move(node));
}

}  // namespace keyhound
