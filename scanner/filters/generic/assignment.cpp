// SPDX-License-Identifier: Apache-2.0
// A small reader for each part of an assignment, in the order in which they stand: the whole name,
// what closes it, a type, the operator, functions around the value, the value. Each moves a cursor
// and never looks more than its bound ahead, so that hostile text costs no more than other text.
#include "scanner/filters/generic/assignment.h"

#include <algorithm>

#include "scanner/base/ascii.h"

namespace keyhound {
namespace {

constexpr std::size_t kMaxName = 80;     // bytes on either side of the keyword
constexpr std::size_t kMaxBlanks = 40;   // between the parts
constexpr std::size_t kMaxWrapper = 48;  // a function's name
constexpr std::size_t kMaxValue = 512;

bool is_name_byte(char c) {
  return is_alnum_ascii(c) || c == '_' || c == '-' || c == '$' ||
         static_cast<unsigned char>(c) >= 0x80;
}

bool is_blank(char c) { return c == ' ' || c == '\t'; }

class AssignmentReader {
 public:
  AssignmentReader(std::string_view text, std::size_t begin, std::size_t end)
      : text_(text), begin_(begin), at_(end) {}

  std::optional<Assignment> read() {
    read_name();
    read_closers();
    if (!read_operator()) return std::nullopt;
    read_opening();
    if (!read_value()) return std::nullopt;
    return found_;
  }

 private:
  [[nodiscard]] char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\n';
  }
  [[nodiscard]] char before(std::size_t place) const { return place > 0 ? text_[place - 1] : '\n'; }
  [[nodiscard]] bool follows(std::string_view word) const {
    return text_.substr(std::min(at_, text_.size())).starts_with(word);
  }
  bool take(std::string_view word) {
    if (!follows(word)) return false;
    at_ += word.size();
    return true;
  }
  std::size_t skip_blanks(std::size_t most = kMaxBlanks) {
    const std::size_t start = at_;
    while (at_ - start < most && is_blank(peek())) ++at_;
    return at_ - start;
  }

  void read_name() {
    const std::size_t least = begin_ > kMaxName ? begin_ - kMaxName : 0;
    const std::size_t most = std::min(text_.size(), at_ + kMaxName);
    found_.name_begin = begin_;
    while (found_.name_begin > least && is_part_before(found_.name_begin)) --found_.name_begin;
    while (at_ < most && (is_name_byte(text_[at_]) || is_joint(at_))) ++at_;
    found_.name_end = at_;
  }
  // A dot, or -> and ::, between two parts of a name.
  [[nodiscard]] bool is_joint(std::size_t place) const {
    return text_[place] == '.' && place + 1 < text_.size() && is_name_byte(text_[place + 1]);
  }
  [[nodiscard]] bool is_part_before(std::size_t place) const {
    const char c = text_[place - 1];
    return is_name_byte(c) || (c == '.' && place > 1 && is_name_byte(text_[place - 2]));
  }

  void read_closers() {
    constexpr std::string_view kClosers[] = {"[]", "\\\"", "\\'", "&quot;", "&#39;", "%22", "\"",
                                             "'",  "`",    "]",   ")",      "}",     "*"};
    for (int i = 0; i < 4; ++i) {
      const auto* closer = std::find_if(std::begin(kClosers), std::end(kClosers),
                                        [this](std::string_view word) { return follows(word); });
      if (closer == std::end(kClosers)) return;
      found_.is_name_quoted |=
          *closer != "[]" && *closer != "]" && *closer != ")" && *closer != "}" && *closer != "*";
      at_ += closer->size();
    }
  }

  bool read_operator() {
    const bool is_element = peek() == '>' && before(found_.name_begin) == '<';
    if (is_element) return ++at_, set(Operator::kElement);
    if (peek() == '(') return ++at_, skip_blanks(), set_if_quoted(Operator::kCall);
    if (read_value_on_next_line()) return set(Operator::kSibling);
    const std::size_t blanks = skip_blanks();
    if (read_symbol()) return true;
    if (peek() == '{') return ++at_, set_if_quoted(Operator::kCall);
    if (take("or ") || take("// ")) return set_if_quoted(Operator::kDefault);
    if (read_property()) return set(Operator::kElement);
    if (found_.is_name_quoted || peek() == ',') return read_pair();
    if (read_type()) return set(Operator::kEquals);
    if (take("is ") || take("was ")) return set(Operator::kIs);
    if (take("to ")) return set_if_quoted(Operator::kIs);
    return blanks > 0 && (is_quote_next() || is_blank_separated()) && set(Operator::kBlank);
  }
  // name: DB_PASSWORD, and on the next line value: x
  bool read_value_on_next_line() {
    const std::size_t start = at_;
    take("\r");
    if (take("\n")) {
      skip_blanks();
      if (take("value:")) return skip_blanks(), true;
    }
    at_ = start;
    return false;
  }
  // <key>name</key>, and on the next line <string>value</string>
  bool read_property() {
    if (!take("</key>")) return false;
    skip_space();
    found_.is_on_next_line = false;
    return take("<string>");
  }
  bool set(Operator op) {
    found_.op = op;
    return true;
  }
  [[nodiscard]] bool is_quote_next() const {
    const char c = peek() == '\\' ? peek(1) : peek();
    return c == '"' || c == '\'' || c == '`';
  }
  bool set_if_quoted(Operator op) { return is_quote_next() && set(op); }

  bool read_symbol() {
    struct Symbol {
      std::string_view text;
      Operator op;
    };
    // A longer symbol stands before its beginnings.
    static constexpr Symbol kSymbols[] = {
        {"===", Operator::kCompare}, {"!==", Operator::kCompare}, {"==", Operator::kCompare},
        {"!=", Operator::kCompare},  {"=>", Operator::kArrow},    {"=~", Operator::kCompare},
        {"||=", Operator::kDefault}, {"||", Operator::kDefault},  {"??", Operator::kDefault},
        {":=", Operator::kEquals},   {"?=", Operator::kEquals},   {"+=", Operator::kEquals},
        {"<<-", Operator::kEquals},  {"<-", Operator::kEquals},   {"=", Operator::kEquals},
        {"%3D", Operator::kEquals},  {"%3d", Operator::kEquals},  {":-", Operator::kDefault},
        {"::", Operator::kColon},    {":", Operator::kColon}};
    for (const Symbol& symbol : kSymbols) {
      if (!take(symbol.text)) continue;
      found_.op = symbol.op;
      if (symbol.text == ":") read_type_behind_colon();
      return true;
    }
    return false;
  }
  // name: String = "value"
  void read_type_behind_colon() {
    const std::size_t start = at_;
    skip_blanks();
    if (read_type()) {
      found_.op = Operator::kEquals;
    } else {
      at_ = start;
    }
  }
  // A type and the '=' behind it.
  bool read_type() {
    const std::size_t start = at_;
    while (at_ - start < kMaxWrapper &&
           (is_name_byte(peek()) ||
            std::string_view(".<>[]?*&|").find(peek()) != std::string_view::npos)) {
      ++at_;
    }
    const bool has_type = at_ > start;
    skip_blanks();
    // Behind a type a value follows; behind base64 its padding does not.
    const bool is_padding = peek(1) == '\n' || peek(1) == '\r' || peek(1) == '=';
    if (has_type && peek() == '=' && !is_padding && peek(1) != '>') {
      ++at_;
      found_.has_type = true;
      return true;
    }
    at_ = start;
    return false;
  }

  // "name", "value" and key="name" value="value"
  bool read_pair() {
    if (take(",")) {
      skip_space();
      // { "key": "password", "value": "x" }
      if (take("\"value\":") || take("\"Value\":")) {
        skip_blanks();
        return set_if_quoted(Operator::kSibling);
      }
      take("default=") || take("default: ") || take("default = ");
      return set_if_quoted(Operator::kComma);
    }
    for (const std::string_view word :
         {"value=", "Value=", "content=", "value =", "value: ", "VALUE="}) {
      if (take(word)) return skip_blanks(), set_if_quoted(Operator::kSibling);
    }
    if (!take(">")) return false;
    take("<value>");
    return set(Operator::kElement);
  }
  // Names of options, and of what lists names and values side by side.
  [[nodiscard]] bool is_blank_separated() const {
    const std::size_t name = found_.name_begin;
    if (text_.substr(name).starts_with("-")) return true;
    const std::size_t least = name > 8 ? name - 8 : 0;
    const std::string_view front = text_.substr(least, name - least);
    for (const std::string_view word :
         {"ENV ", "ARG ", "env ", "set ", "SET ", "login ", "setx "}) {
      if (front.ends_with(word)) return true;
    }
    return false;
  }

  void skip_space() {
    const std::size_t start = at_;
    while (at_ - start < kMaxBlanks && at_ < text_.size() &&
           (is_blank(peek()) || peek() == '\n' || peek() == '\r')) {
      found_.is_on_next_line |= peek() == '\n';
      ++at_;
    }
  }

  // Blanks, functions and string prefixes in front of the value.
  void read_opening() {
    if (found_.op == Operator::kElement) return;
    const std::size_t start = at_;
    skip_space();
    if (found_.is_on_next_line && !is_quote_next()) {
      found_.is_on_next_line = false;
      at_ = start;
      skip_blanks();
    }
    for (int depth = 0; depth < 3; ++depth) {
      if (!read_wrapper()) return;
    }
  }
  // `aws.String(`, `new Secret(`, `[`, `b` before a quote.
  bool read_wrapper() {
    const std::size_t start = at_;
    if (take("[]byte(")) return true;
    take("new ");
    while (at_ - start < kMaxWrapper &&
           (is_name_byte(peek()) || peek() == '.' || peek() == ':' || peek() == '@')) {
      ++at_;
    }
    const std::size_t word = at_ - start;
    if (word > 0 && word <= 2 && is_quote_next() && peek() != '\\') return true;
    if (peek() == '(' || (word == 0 && (peek() == '[' || peek() == '{'))) {
      ++at_;
      skip_blanks();
      if (is_quote_next() || (word == 0 && depth_ok())) {
        found_.is_wrapped |= word > 0;
        return true;
      }
    }
    at_ = start;
    return false;
  }
  [[nodiscard]] bool depth_ok() const { return is_name_byte(peek()) || peek() == '('; }

  bool read_value() {
    struct Quote {
      std::string_view open;
      std::string_view close;
      Quoting quoting;
    };
    static constexpr Quote kQuotes[] = {{"\"\"\"", "\"\"\"", Quoting::kDouble},
                                        {"'''", "'''", Quoting::kSingle},
                                        {"\\\\\\\"", "\\\\\\\"", Quoting::kEscaped},
                                        {"\\\"", "\\\"", Quoting::kEscaped},
                                        {"\\'", "\\'", Quoting::kEscaped},
                                        {"&quot;", "&quot;", Quoting::kEntity},
                                        {"&#39;", "&#39;", Quoting::kEntity},
                                        {"&#34;", "&#34;", Quoting::kEntity},
                                        {"%22", "%22", Quoting::kEntity},
                                        {"\"", "\"", Quoting::kDouble},
                                        {"'", "'", Quoting::kSingle},
                                        {"`", "`", Quoting::kBacktick}};
    for (const Quote& quote : kQuotes) {
      if (!take(quote.open)) continue;
      found_.quoting = quote.quoting;
      return read_quoted(quote.close);
    }
    return read_bare();
  }

  bool read_quoted(std::string_view close) {
    found_.value_begin = at_;
    const std::size_t most = std::min(text_.size(), at_ + kMaxValue);
    while (at_ < most && !follows(close)) {
      if (peek() == '\n' && close.size() < 3) return false;
      // An escaped quote belongs to the value.
      at_ += peek() == '\\' && close.size() == 1 ? 2U : 1U;
    }
    at_ = std::min(at_, most);
    found_.is_cut = !follows(close);
    found_.value_end = at_;
    return found_.value_end > found_.value_begin && !(found_.is_cut && at_ == text_.size());
  }

  bool read_bare() {
    const bool is_element = found_.op == Operator::kElement;
    const std::string_view ends = is_element ? "<\r\n" : " \t\r\n\"'`,;<>";
    found_.value_begin = at_;
    const std::size_t most = std::min(text_.size(), at_ + kMaxValue);
    int open = 0;
    for (; at_ < most && (ends.find(text_[at_]) == std::string_view::npos || is_arrow()); ++at_) {
      const char c = text_[at_];
      if (c == '(' || c == '[' || c == '{') ++open;
      if ((c == ')' || c == ']' || c == '}') && --open < 0) break;
      if (c == '&' && found_.op == Operator::kEquals && is_query()) break;
      if (c == '\\' && (peek(1) == 'n' || peek(1) == 'r' || peek(1) == '"' || peek(1) == '\n'))
        break;
    }
    found_.is_cut = at_ == most && most < text_.size();
    found_.value_end = at_;
    return found_.value_end > found_.value_begin;
  }
  // p->pass: the value goes on.
  [[nodiscard]] bool is_arrow() const {
    return text_[at_] == '>' && at_ > found_.value_begin && text_[at_ - 1] == '-';
  }
  // name=value&name=value
  [[nodiscard]] bool is_query() const {
    return before(found_.value_begin) == '=' || before(found_.value_begin) == 'D';
  }

  std::string_view text_;
  std::size_t begin_;
  std::size_t at_;
  Assignment found_;
};

}  // namespace

std::optional<Assignment> read_assignment(std::string_view text, std::size_t begin,
                                          std::size_t end) {
  return AssignmentReader(text, begin, end).read();
}

Assignment describe_value(std::string_view text, std::size_t begin, std::size_t end) {
  Assignment found;
  found.op = Operator::kGroup;
  found.value_begin = begin;
  found.value_end = std::min(end, begin + kMaxValue);
  found.is_cut = end > found.value_end;
  if (begin > 0) {
    const char c = text[begin - 1];
    if (c == '"') found.quoting = Quoting::kDouble;
    if (c == '\'') found.quoting = Quoting::kSingle;
    if (c == '`') found.quoting = Quoting::kBacktick;
  }
  std::size_t at = begin;
  const std::size_t least = begin > kMaxBlanks ? begin - kMaxBlanks : 0;
  const auto skip_signs = [&] {
    while (at > least && !is_alnum_ascii(text[at - 1]) && text[at - 1] != '\n') --at;
  };
  skip_signs();
  // password 7 VALUE: the number tells how the value is written.
  if (at >= 2 && is_digit_ascii(text[at - 1]) && is_blank(text[at - 2])) {
    --at;
    skip_signs();
  }
  found.name_end = at;
  while (at > least && is_name_byte(text[at - 1])) --at;
  found.name_begin = at;
  return found;
}

}  // namespace keyhound
