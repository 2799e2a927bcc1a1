// SPDX-License-Identifier: Apache-2.0
#include "scanner/engine/trigger_print.h"

namespace keyhound {
namespace {

void print_byte(std::size_t byte, std::string& out) {
  static constexpr char kDigits[] = "0123456789abcdef";
  const auto c = static_cast<char>(byte);
  if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_') {
    out += c;
  } else {
    out += "\\x";
    out += kDigits[byte >> 4U];
    out += kDigits[byte & 15U];
  }
}

void print_set(const ByteSet& set, std::string& out) {
  if (set.count() == 1) return print_byte(set._Find_first(), out);
  out += '[';
  for (std::size_t first = set._Find_first(); first < set.size();) {
    std::size_t last = first;
    while (last + 1 < set.size() && set[last + 1]) ++last;
    print_byte(first, out);
    if (last > first + 1) out += '-';
    if (last > first) print_byte(last, out);
    first = set._Find_next(last);
  }
  out += ']';
}

void print_alternate(const RegexNode& node, std::string& out) {
  out += "(?:";
  for (std::size_t i = 0; i < node.children.size(); ++i) {
    if (i > 0) out += '|';
    print_regex(*node.children[i], out);
  }
  out += ')';
}

void print_repeat(const RegexNode& node, std::string& out) {
  const RegexNode& child = *node.children.front();
  if (child.max_width == 0 || node.max == 0) return;
  const bool single = child.kind == RegexNode::Kind::kBytes;
  if (!single) out += "(?:";
  print_regex(child, out);
  if (!single) out += ')';
  if (node.min == 1 && node.max == 1) return;
  if (node.min == 0 && node.max == 1) {
    out += '?';
    return;
  }
  out += '{' + std::to_string(node.min);
  if (node.max != node.min) out += ',' + std::to_string(node.max);
  out += '}';
}

}  // namespace

void print_regex(const RegexNode& node, std::string& out) {
  switch (node.kind) {
    case RegexNode::Kind::kBytes:
      return print_set(node.bytes, out);
    case RegexNode::Kind::kAssertion:
      return;
    case RegexNode::Kind::kConcat:
      for (const RegexRef& child : node.children) print_regex(*child, out);
      return;
    case RegexNode::Kind::kAlternate:
      return print_alternate(node, out);
    case RegexNode::Kind::kRepeat:
      return print_repeat(node, out);
  }
}

}  // namespace keyhound
