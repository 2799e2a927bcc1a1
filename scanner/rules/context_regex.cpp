// SPDX-License-Identifier: Apache-2.0
// The parts, and what each is for:
//
//   word       rollbar               in any case, anywhere in the name
//   tail       Access.Token"]        the rest of the name with quotes and brackets, its type, or
//              ['access']['token']   words between the name and the operator
//   operator   = : := => , > (       assignments, headers, arguments, XML elements
//   open       " \" [ (              of the value
//   value      [0-9a-f]{32}          the secret
//   end                              a byte that cannot go on with the value
//
// Tail, operator and open are at most 38 bytes wide: a trigger of 64 has room for the word and the
// head of the value.
#include "scanner/rules/context_regex.h"

#include <cstddef>
#include <optional>

namespace keyhound {
namespace {

constexpr std::string_view kTail = R"([ \t\w.:&>\\"'`\[\]-]{0,24})";
constexpr std::string_view kOperator = R"((?:[?+]=|={1,3}|=>|\|\||<-|[:,>(]))";
constexpr std::string_view kOpen = R"([ \t]{0,8}[\\"'`(\[{]{0,3})";
// Bytes that may go on with a value of any alphabet, or call it.
constexpr std::string_view kEndBytes = R"(\w.(+/=-)";

// What a walk over a regex meets. It does not prove the regex, which RE2 does later.
struct RegexFacts {
  bool is_balanced = true;
  bool has_plain_group = false;  // ( without a name
  bool has_named_group = false;  // (?P<name>
  bool has_open_repeat = false;  // * + {n,}
  bool has_quoting = false;      // \Q \E
  std::string_view last_class;   // what stands between the brackets of the last class
  std::size_t last_class_end = 0;
};

class RegexWalk {
 public:
  explicit RegexWalk(std::string_view regex) : regex_(regex) {}

  RegexFacts facts() {
    while (at_ < regex_.size()) step();
    facts_.is_balanced = facts_.is_balanced && depth_ == 0;
    return facts_;
  }

 private:
  void step() {
    switch (regex_[at_]) {
      case '\\':
        return skip_escape();
      case '[':
        return skip_class();
      case '(':
        return open_group();
      case ')':
        facts_.is_balanced = facts_.is_balanced && depth_ > 0;
        if (depth_ > 0) --depth_;
        break;
      case '*':
      case '+':
        facts_.has_open_repeat = true;
        break;
      case '{':
        return read_repeat();
      default:
        break;
    }
    ++at_;
  }

  void skip_escape() {
    const char escaped = at_ + 1 < regex_.size() ? regex_[at_ + 1] : '\0';
    if (escaped == 'Q' || escaped == 'E') facts_.has_quoting = true;
    if (escaped == '\0') facts_.is_balanced = false;
    at_ += 2;
  }

  void skip_class() {
    const std::size_t begin = ++at_;
    if (at_ < regex_.size() && regex_[at_] == '^') ++at_;
    if (at_ < regex_.size() && regex_[at_] == ']') ++at_;
    while (at_ < regex_.size() && regex_[at_] != ']') {
      const std::size_t named_end =
          regex_.substr(at_, 2) == "[:" ? regex_.find(":]", at_) : std::string_view::npos;
      if (named_end != std::string_view::npos) {
        at_ = named_end + 2;
      } else {
        at_ += regex_[at_] == '\\' ? 2U : 1U;
      }
    }
    if (at_ >= regex_.size()) {
      facts_.is_balanced = false;
      return;
    }
    facts_.last_class = regex_.substr(begin, at_ - begin);
    facts_.last_class_end = ++at_;
  }

  void open_group() {
    ++depth_;
    const std::string_view rest = regex_.substr(at_);
    const bool is_plain = !rest.starts_with("(?");
    facts_.has_plain_group = facts_.has_plain_group || is_plain;
    facts_.has_named_group =
        facts_.has_named_group || rest.starts_with("(?P<") || rest.starts_with("(?<");
    at_ += is_plain ? 1 : 2;
  }

  void read_repeat() {
    const std::size_t close = regex_.find('}', at_);
    if (close != std::string_view::npos && regex_[close - 1] == ',') facts_.has_open_repeat = true;
    ++at_;
  }

  std::string_view regex_;
  std::size_t at_ = 0;
  std::size_t depth_ = 0;
  RegexFacts facts_;
};

std::string common_fault(std::string_view regex, const RegexFacts& facts) {
  if (regex.empty()) return "must not be empty";
  if (!facts.is_balanced) return "has brackets that do not match";
  if (facts.has_plain_group) return "must not have a group ( ); write (?: )";
  if (facts.has_quoting) return R"(must not use \Q and \E)";
  return "";
}

// What must follow a value. Its own alphabet may hold more than what goes on with any value.
std::string end_of(std::string_view value) {
  const RegexFacts facts = RegexWalk(value).facts();
  const std::string_view rest = value.substr(facts.last_class_end);
  const bool ends_in_class =
      facts.last_class_end > 0 && (rest.empty() || (rest.front() == '{' && rest.back() == '}'));
  std::string_view alphabet = ends_in_class ? facts.last_class : "";
  if (alphabet.starts_with('^')) return "(?:[" + std::string(alphabet.substr(1)) + "]|$)";
  // A hyphen at its end would make a range with what follows.
  if (alphabet.ends_with('-')) alphabet.remove_suffix(alphabet.ends_with("\\-") ? 2 : 1);
  return "(?:[^" + std::string(alphabet) + std::string(kEndBytes) + "]|$)";
}

}  // namespace

std::string context_word_fault(std::string_view word) {
  const RegexFacts facts = RegexWalk(word).facts();
  if (facts.has_open_repeat) return "must not repeat without bound; write {0,9} instead of *";
  if (facts.has_named_group) return "must not have a group ( ); write (?: )";
  return common_fault(word, facts);
}

std::string context_value_fault(std::string_view value) {
  return common_fault(value, RegexWalk(value).facts());
}

bool has_open_repeat(std::string_view regex) { return RegexWalk(regex).facts().has_open_repeat; }

std::string compose_context_regex(std::span<const std::string> words, std::string_view value) {
  std::string regex = "(?i:";
  for (const std::string& word : words) {
    if (regex.back() != ':') regex += '|';
    regex += word;
  }
  regex += ')';
  for (const std::string_view part : {kTail, kOperator, kOpen}) regex += part;
  regex += '(';
  regex += value;
  regex += ')';
  return regex += end_of(value);
}

}  // namespace keyhound
