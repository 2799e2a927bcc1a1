// SPDX-License-Identifier: Apache-2.0
// A Pratt parser: each binary operator has a precedence, and parse_binary() takes operators that
// bind at least as tightly as its argument says.
#include "policies/language/parser.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "policies/language/lexer.h"
#include "policies/language/place.h"

namespace keyhound {
namespace {

constexpr std::string_view kReserved[] = {
    "as",  "break", "const",   "continue",  "else",   "for", "function", "if",   "import",
    "let", "loop",  "package", "namespace", "return", "var", "void",     "while"};

// 0: not a binary operator.
int precedence(const CelToken& token) {
  if (token.kind == CelTokenKind::kName) return token.text == "in" ? 3 : 0;
  if (token.kind != CelTokenKind::kSymbol) return 0;
  const std::string_view symbol = token.text;
  if (symbol == "||") return 1;
  if (symbol == "&&") return 2;
  if (symbol == "==" || symbol == "!=" || symbol == "<" || symbol == "<=" || symbol == ">" ||
      symbol == ">=") {
    return 3;
  }
  if (symbol == "+" || symbol == "-") return 4;
  return symbol == "*" || symbol == "/" || symbol == "%" ? 5 : 0;
}

class Parser {
 public:
  Parser(std::string_view text, std::vector<CelToken> tokens)
      : text_(text), tokens_(std::move(tokens)) {}

  Result<CelSyntax> run() {
    KEYHOUND_TRY(syntax_.root, parse_expression());
    if (peek().kind != CelTokenKind::kEnd) return refuse("this does not continue the expression");
    return std::move(syntax_);
  }

 private:
  using Node = Result<std::uint32_t>;

  [[nodiscard]] const CelToken& peek(std::size_t ahead = 0) const {
    return tokens_[std::min(at_ + ahead, tokens_.size() - 1)];
  }
  [[nodiscard]] bool is_at(std::string_view symbol) const {
    return peek().kind == CelTokenKind::kSymbol && peek().text == symbol;
  }
  bool take(std::string_view symbol) {
    if (!is_at(symbol)) return false;
    ++at_;
    return true;
  }
  [[nodiscard]] tl::unexpected<Error> refuse(std::string_view reason) const {
    if (peek().kind == CelTokenKind::kEnd)
      return fail(cel_error(text_, peek().begin, "the expression ends too early"));
    return fail(cel_error(text_, peek().begin, reason));
  }

  // A new node from `begin` to the last token taken.
  Node add(CelSyntaxKind kind, std::uint32_t begin, std::size_t place, std::string_view name,
           std::vector<std::uint32_t> children) {
    CelSyntaxNode node;
    node.kind = kind;
    node.begin = begin;
    node.end = static_cast<std::uint32_t>(at_ == 0 ? 0 : tokens_[at_ - 1].end);
    node.place = static_cast<std::uint32_t>(place);
    node.name = name;
    node.children = std::move(children);
    for (const std::uint32_t child : node.children)
      node.height = std::max<std::uint16_t>(node.height, syntax_.nodes[child].height + 1);
    if (node.height > kCelHighestTree)
      return fail(cel_error(text_, place, "too many operators in a row; use lists or brackets"));
    syntax_.nodes.push_back(std::move(node));
    return static_cast<std::uint32_t>(syntax_.nodes.size() - 1);
  }

  Node add_literal(const CelToken& first, CelValue value) {
    KEYHOUND_TRY(
        const std::uint32_t id,
        add(CelSyntaxKind::kLiteral, static_cast<std::uint32_t>(first.begin), first.begin, {}, {}));
    syntax_.nodes[id].literal = value;
    return id;
  }

  Node parse_expression() {
    if (depth_ == kCelDeepestNesting)
      return refuse("the expression is nested deeper than 64 levels");
    ++depth_;
    Node result = parse_conditional();
    --depth_;
    return result;
  }

  Node parse_conditional() {
    KEYHOUND_TRY(const std::uint32_t condition, parse_binary(1));
    const std::size_t place = peek().begin;
    if (!take("?")) return condition;
    // As the grammar has it: the first branch may be no conditional itself without brackets.
    KEYHOUND_TRY(const std::uint32_t first, parse_binary(1));
    if (!take(":")) return refuse("':' and the other value are missing here");
    KEYHOUND_TRY(const std::uint32_t second, parse_expression());
    return add(CelSyntaxKind::kConditional, syntax_.nodes[condition].begin, place,
               "?:", {condition, first, second});
  }

  Node parse_binary(int least) {
    KEYHOUND_TRY(std::uint32_t left, parse_unary());
    for (;;) {
      const CelToken token = peek();
      const int level = precedence(token);
      if (level == 0 || level < least) return left;
      ++at_;
      KEYHOUND_TRY(const std::uint32_t right, parse_binary(level + 1));
      if (level > 2) {
        KEYHOUND_TRY(left, add(CelSyntaxKind::kBinary, syntax_.nodes[left].begin, token.begin,
                               token.text, {left, right}));
        continue;
      }
      KEYHOUND_TRY(left,
                   join(level == 1 ? CelSyntaxKind::kOr : CelSyntaxKind::kAnd, token, left, right));
    }
  }

  // a && b && c is one node, so that long chains are not deep ones.
  Node join(CelSyntaxKind kind, const CelToken& token, std::uint32_t left, std::uint32_t right) {
    CelSyntaxNode& node = syntax_.nodes[left];
    if (node.kind != kind) return add(kind, node.begin, token.begin, token.text, {left, right});
    node.children.push_back(right);
    node.end = syntax_.nodes[right].end;
    node.height = std::max<std::uint16_t>(node.height, syntax_.nodes[right].height + 1);
    if (node.height > kCelHighestTree)
      return fail(cel_error(text_, token.begin, "the expression is nested too deeply"));
    return left;
  }

  Node parse_unary() {
    const std::string_view sign = is_at("!") ? "!" : "-";
    std::vector<std::size_t> places;
    while (is_at(sign)) {
      const CelTokenKind next = peek(1).kind;
      const bool is_number = next == CelTokenKind::kInt || next == CelTokenKind::kDouble;
      if (sign == "-" && is_number) break;
      places.push_back(peek().begin);
      ++at_;
    }
    KEYHOUND_TRY(std::uint32_t node, parse_member());
    const CelSyntaxKind kind = sign == "!" ? CelSyntaxKind::kNot : CelSyntaxKind::kNegate;
    for (auto place = places.rbegin(); place != places.rend(); ++place) {
      KEYHOUND_TRY(node, add(kind, static_cast<std::uint32_t>(*place), *place, sign, {node}));
    }
    return node;
  }

  Node parse_member() {
    KEYHOUND_TRY(std::uint32_t node, parse_primary());
    for (;;) {
      const std::uint32_t begin = syntax_.nodes[node].begin;
      const std::size_t place = peek().begin;
      if (take("[")) {
        KEYHOUND_TRY(const std::uint32_t index, parse_expression());
        if (!take("]")) return refuse("']' is missing here");
        KEYHOUND_TRY(node, add(CelSyntaxKind::kIndex, begin, place, "[]", {node, index}));
      } else if (take(".")) {
        const CelToken name = peek();
        const bool is_word =
            name.text == "true" || name.text == "false" || name.text == "null" || name.text == "in";
        if (name.kind != CelTokenKind::kName || is_word)
          return refuse("a field or a function must follow the '.'");
        ++at_;
        if (take("(")) {
          std::vector<std::uint32_t> children = {node};
          KEYHOUND_TRY_STATUS(parse_list(")", children));
          KEYHOUND_TRY(
              node, add(CelSyntaxKind::kMethod, begin, name.begin, name.text, std::move(children)));
        } else {
          KEYHOUND_TRY(node, add(CelSyntaxKind::kSelect, begin, name.begin, name.text, {node}));
        }
      } else {
        return node;
      }
    }
  }

  Status parse_child(std::vector<std::uint32_t>& children) {
    KEYHOUND_TRY(const std::uint32_t child, parse_expression());
    children.push_back(child);
    return {};
  }

  // Expressions with commas between them up to `closing`; behind the last of a list one more
  // comma may stand.
  Status parse_list(std::string_view closing, std::vector<std::uint32_t>& children) {
    if (take(closing)) return {};
    for (;;) {
      KEYHOUND_TRY_STATUS(parse_child(children));
      const bool has_comma = take(",");
      if (take(closing)) {
        if (has_comma && closing == ")") break;
        return {};
      }
      if (!has_comma) return refuse("',' or a closing bracket is missing here");
    }
    --at_;
    return refuse("a further argument is missing here");
  }

  Status parse_entries(std::vector<std::uint32_t>& children) {
    while (!take("}")) {
      KEYHOUND_TRY_STATUS(parse_child(children));
      if (!take(":")) return refuse("':' and the value of the key are missing here");
      KEYHOUND_TRY_STATUS(parse_child(children));
      if (!take(",") && !is_at("}")) return refuse("',' or '}' is missing here");
    }
    return {};
  }

  Node parse_primary() {
    const CelToken token = peek();
    const auto begin = static_cast<std::uint32_t>(token.begin);
    if (token.kind == CelTokenKind::kName) return parse_name();
    if (token.kind == CelTokenKind::kString) {
      ++at_;
      return add_literal(token, CelValue::text(token.text));
    }
    const bool is_negative = is_at("-");
    const CelTokenKind number = peek(is_negative ? 1 : 0).kind;
    if (number == CelTokenKind::kInt || number == CelTokenKind::kDouble)
      return parse_number(is_negative);
    if (take("(")) {
      KEYHOUND_TRY(const std::uint32_t inner, parse_expression());
      if (!take(")")) return refuse("')' is missing here");
      return inner;
    }
    std::vector<std::uint32_t> children;
    if (take("[")) {
      KEYHOUND_TRY_STATUS(parse_list("]", children));
      return add(CelSyntaxKind::kList, begin, begin, "[]", std::move(children));
    }
    if (take("{")) {
      KEYHOUND_TRY_STATUS(parse_entries(children));
      return add(CelSyntaxKind::kMap, begin, begin, "{}", std::move(children));
    }
    return refuse("a value is missing here");
  }

  Node parse_number(bool is_negative) {
    const CelToken first = peek();
    if (is_negative) ++at_;
    const CelToken token = peek();
    ++at_;
    if (token.kind == CelTokenKind::kDouble)
      return add_literal(first, CelValue::real(is_negative ? -token.number : token.number));
    constexpr auto kMost = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    if (!is_negative && token.magnitude > kMost)
      return fail(cel_error(text_, token.begin, "the number is out of range: an int has 64 bits"));
    const std::uint64_t bits = is_negative ? 0 - token.magnitude : token.magnitude;
    return add_literal(first, CelValue::integer(static_cast<std::int64_t>(bits)));
  }

  Node parse_name() {
    const CelToken token = peek();
    if (token.text == "in" ||
        std::find(std::begin(kReserved), std::end(kReserved), token.text) != std::end(kReserved)) {
      return refuse("this word is reserved and cannot be a name");
    }
    ++at_;
    if (token.text == "true" || token.text == "false")
      return add_literal(token, CelValue::boolean(token.text == "true"));
    if (token.text == "null") return add_literal(token, CelValue::null());
    const auto begin = static_cast<std::uint32_t>(token.begin);
    if (!take("(")) return add(CelSyntaxKind::kName, begin, begin, token.text, {});
    std::vector<std::uint32_t> children;
    KEYHOUND_TRY_STATUS(parse_list(")", children));
    return add(CelSyntaxKind::kCall, begin, begin, token.text, std::move(children));
  }

  std::string_view text_;
  std::vector<CelToken> tokens_;
  std::size_t at_ = 0;
  int depth_ = 0;
  CelSyntax syntax_;
};

}  // namespace

Result<CelSyntax> parse_expression(std::string_view text, std::deque<std::string>& strings) {
  KEYHOUND_TRY(std::vector<CelToken> tokens, tokenize(text, strings));
  return Parser(text, std::move(tokens)).run();
}

}  // namespace keyhound
