// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/expressions/github_parser.h"

#include <algorithm>
#include <optional>

#include "scanner/base/ascii.h"
#include "scanner/pipelines/expressions/github_functions.h"

namespace keyhound {
namespace {

using Kind = GithubTokenKind;
using Node = GithubNodeKind;

struct BinaryOperator {
  Node node;
  int level;  // the higher, the tighter it binds
};

std::optional<BinaryOperator> operator_of(Kind kind) {
  switch (kind) {
    case Kind::kOr:
      return BinaryOperator{Node::kOr, 0};
    case Kind::kAnd:
      return BinaryOperator{Node::kAnd, 1};
    case Kind::kEqual:
      return BinaryOperator{Node::kEqual, 2};
    case Kind::kNotEqual:
      return BinaryOperator{Node::kNotEqual, 2};
    case Kind::kLess:
      return BinaryOperator{Node::kLess, 3};
    case Kind::kLessEqual:
      return BinaryOperator{Node::kLessEqual, 3};
    case Kind::kGreater:
      return BinaryOperator{Node::kGreater, 3};
    case Kind::kGreaterEqual:
      return BinaryOperator{Node::kGreaterEqual, 3};
    default:
      return std::nullopt;
  }
}

// UTF-16 units, in which GitHub counts.
std::size_t utf16_length(std::string_view text) {
  std::size_t length = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    length += (byte & 0xC0U) == 0x80 ? 0U : 1U;
    length += byte >= 0xF0 ? 1U : 0U;
  }
  return length;
}

}  // namespace

struct GithubParser::Call {
  GithubNode node;
  Id last = kNoGithubNode;
  std::uint32_t arguments = 0;
};

GithubResult<GithubExpression> GithubParser::run() {
  // A unit takes three bytes at most.
  if (text_.size() > 3 * kGithubExpressionLength ||
      (text_.size() > kGithubExpressionLength && utf16_length(text_) > kGithubExpressionLength)) {
    return tl::unexpected(GithubExpressionError{GithubErrorKind::kParsing,
                                                true,
                                                "Exceeded max expression length 21000",
                                                "expression longer than 21,000 characters",
                                                {}});
  }
  out_.nodes.reserve(text_.size() / 4 + 1);
  advance();
  if (token_.kind == Kind::kEnd) {
    out_.nodes.emplace_back();
  } else {
    out_.root = binary(0);
    if (out_.root != kNoGithubNode && token_.kind != Kind::kEnd) out_.root = unexpected();
    if (out_.root == kNoGithubNode) return tl::unexpected(std::move(error_));
  }
  out_.text = std::string(text_);
  return std::move(out_);
}

GithubParser::Id GithubParser::binary(int lowest_level) {
  const std::uint32_t begin = token_.range.begin;
  Id left = unary();
  Id last = kNoGithubNode;  // of the children of `left`, once an operator made it here
  while (left != kNoGithubNode) {
    const auto found = operator_of(token_.kind);
    if (!found || found->level < lowest_level) break;
    advance();
    const Id right = binary(found->level + 1);
    if (right == kNoGithubNode) return right;
    const bool is_chain = (found->node == Node::kOr || found->node == Node::kAnd) &&
                          last != kNoGithubNode && out_.nodes[left].kind == found->node;
    if (is_chain) {
      out_.nodes[last].next = right;
    } else {
      GithubNode node;
      node.kind = found->node;
      node.first_child = left;
      if (!adopt(node, left)) return kNoGithubNode;
      out_.nodes[left].next = right;
      left = add(node);
    }
    last = right;
    if (!adopt(out_.nodes[left], right)) return kNoGithubNode;
    out_.nodes[left].range = {begin, last_.range.end};
  }
  return left;
}

GithubParser::Id GithubParser::unary() {
  if (token_.kind != Kind::kNot) return primary();
  if (!enter()) return too_deep();
  GithubNode node;
  node.kind = Node::kNot;
  node.range.begin = token_.range.begin;
  advance();
  node.first_child = unary();
  leave();
  if (node.first_child == kNoGithubNode || !adopt(node, node.first_child)) return kNoGithubNode;
  node.range.end = last_.range.end;
  return add(node);
}

GithubParser::Id GithubParser::primary() {
  switch (token_.kind) {
    case Kind::kNull:
      return literal(Node::kNull);
    case Kind::kTrue:
    case Kind::kFalse:
      return literal(Node::kBool);
    case Kind::kNumber:
      return literal(Node::kNumber);
    case Kind::kString:
      return literal(Node::kString);
    case Kind::kContext: {
      const std::uint32_t begin = token_.range.begin;
      if (!is_known_context(slice(token_.range)))
        return fail_at(token_.range, "Unrecognized named-value", "unknown context");
      return postfix(literal(Node::kContext), begin);
    }
    case Kind::kFunction: {
      const std::uint32_t begin = token_.range.begin;
      return postfix(call(), begin);
    }
    case Kind::kOpen: {
      const std::uint32_t begin = token_.range.begin;
      return postfix(group(), begin);
    }
    default:
      return unexpected();
  }
}

GithubParser::Id GithubParser::group() {
  if (!enter()) return too_deep();
  advance();
  const Id inner = binary(0);
  leave();
  if (inner == kNoGithubNode) return inner;
  return expect(Kind::kClose) ? inner : kNoGithubNode;
}

GithubParser::Id GithubParser::call() {
  Call made;
  made.node.kind = Node::kCall;
  made.node.range = made.node.name = token_.range;
  if (names_ != nullptr && find_github_function(slice(token_.range)) == nullptr)
    return fail_at(token_.range, "Unrecognized function", "unknown function");
  if (!enter()) return too_deep();
  advance();  // onto the bracket, which the lexer has seen
  advance();
  if (token_.kind != Kind::kClose) {
    while (argument(made) && token_.kind == Kind::kComma) advance();
    if (made.last == kNoGithubNode) return kNoGithubNode;
  }
  leave();
  if (!expect(Kind::kClose) || !is_known(made)) return kNoGithubNode;
  made.node.range.end = last_.range.end;
  return add(made.node);
}

// On failure `last` is kNoGithubNode.
bool GithubParser::argument(Call& made) {
  const Id value = binary(0);
  const Id before = made.last;
  made.last = kNoGithubNode;
  if (value == kNoGithubNode || !adopt(made.node, value)) return false;
  (made.arguments == 0 ? made.node.first_child : out_.nodes[before].next) = value;
  made.last = value;
  ++made.arguments;
  return true;
}

bool GithubParser::is_known(const Call& made) {
  if (names_ == nullptr) return true;
  const GithubFunction* function = find_github_function(slice(made.node.name));
  const auto refuse = [&](std::string_view message, std::string_view summary) {
    fail_at(made.node.name, message, summary);
    return false;
  };
  if (made.arguments < function->fewest)
    return refuse("Too few parameters supplied", "too few arguments");
  if (made.arguments > function->most)
    return refuse("Too many parameters supplied", "too many arguments");
  if (function->id == GithubFunctionId::kCase && made.arguments % 2 == 0) {
    return refuse("Even number of parameters supplied, requires an odd number of parameters",
                  "an even number of arguments");
  }
  return true;
}

GithubParser::Id GithubParser::postfix(Id node, std::uint32_t begin) {
  while (node != kNoGithubNode) {
    if (token_.kind == Kind::kDot) {
      node = property(node, begin);
    } else if (token_.kind == Kind::kOpenIndex) {
      node = index(node, begin);
    } else {
      break;
    }
  }
  return node;
}

GithubParser::Id GithubParser::property(Id base, std::uint32_t begin) {
  advance();
  GithubNode node;
  node.kind = token_.kind == Kind::kStar ? Node::kWildcard : Node::kProperty;
  if (token_.kind != Kind::kStar && token_.kind != Kind::kProperty) return unexpected();
  if (node.kind == Node::kProperty) node.name = token_.range;
  node.range = {begin, token_.range.end};
  node.first_child = base;
  advance();
  return adopt(node, base) ? add(node) : kNoGithubNode;
}

GithubParser::Id GithubParser::index(Id base, std::uint32_t begin) {
  GithubNode node;
  node.kind = Node::kIndex;
  node.first_child = base;
  if (!adopt(node, base)) return kNoGithubNode;
  if (!enter()) return too_deep();
  advance();
  if (token_.kind == Kind::kStar) {
    node.kind = Node::kWildcard;
    advance();
  } else {
    const Id inner = binary(0);
    if (inner == kNoGithubNode || !adopt(node, inner)) return kNoGithubNode;
    out_.nodes[base].next = inner;
  }
  leave();
  if (!expect(Kind::kCloseIndex)) return kNoGithubNode;
  node.range = {begin, last_.range.end};
  return add(node);
}

void GithubParser::advance() {
  last_ = token_;
  token_ = lexer_.next();
}

bool GithubParser::expect(Kind kind) {
  if (token_.kind != kind) {
    unexpected();
    return false;
  }
  advance();
  return true;
}

bool GithubParser::enter() { return ++nesting_ <= kGithubExpressionDepth; }

GithubParser::Id GithubParser::literal(Node kind) {
  GithubNode node;
  node.kind = kind;
  node.range = node.name = token_.range;
  node.boolean = token_.kind == Kind::kTrue;
  node.number = token_.number;
  if (kind == Node::kString) node.name = {token_.range.begin + 1, token_.range.end - 1};
  advance();
  return add(node);
}

GithubParser::Id GithubParser::add(const GithubNode& node) {
  out_.nodes.push_back(node);
  return static_cast<Id>(out_.nodes.size() - 1);
}

bool GithubParser::adopt(GithubNode& parent, Id child) {
  parent.depth =
      std::max<std::uint8_t>(parent.depth, static_cast<std::uint8_t>(out_.nodes[child].depth + 1));
  if (parent.depth <= kGithubExpressionDepth) return true;
  too_deep();
  return false;
}

std::string_view GithubParser::slice(TextRange range) const {
  return text_.substr(range.begin, range.size());
}

bool GithubParser::is_known_context(std::string_view name) const {
  if (names_ == nullptr) return true;
  const std::string lower = to_lower_ascii(name);
  return std::any_of(names_->contexts.begin(), names_->contexts.end(),
                     [&](std::string_view known) { return to_lower_ascii(known) == lower; });
}

std::string GithubParser::position_of(TextRange place) const {
  return std::to_string(utf16_length(text_.substr(0, place.begin)) + 1);
}

GithubParser::Id GithubParser::unexpected() {
  if (token_.kind == Kind::kEnd)
    return fail_at(last_.range, "Unexpected end of expression", "unexpected end behind the symbol");
  fail_at(token_.range, "Unexpected symbol", "unexpected symbol");
  if (token_.kind == Kind::kUnexpected) error_.kind = GithubErrorKind::kLexing;
  return kNoGithubNode;
}

GithubParser::Id GithubParser::too_deep() {
  error_ = {GithubErrorKind::kParsing,
            true,
            "Exceeded max expression depth 50",
            "expression nested deeper than 50 levels",
            {}};
  return kNoGithubNode;
}

GithubParser::Id GithubParser::fail_at(TextRange place, std::string_view message,
                                       std::string_view summary) {
  const std::string position = position_of(place);
  error_ = {};
  error_.message = std::string(message) + ": '" + std::string(slice(place)) +
                   "'. Located at position " + position +
                   " within expression: " + std::string(text_);
  error_.summary = std::string(summary) + " at position " + position + " of the expression";
  error_.range = place;
  return kNoGithubNode;
}

}  // namespace keyhound
