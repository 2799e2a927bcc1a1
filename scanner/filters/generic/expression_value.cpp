// SPDX-License-Identifier: Apache-2.0
#include "scanner/filters/generic/expression_value.h"

#include <algorithm>
#include <string>

#include "scanner/base/ascii.h"
#include "scanner/filters/generic/name_traits.h"

namespace keyhound {
namespace {

constexpr std::size_t kLongestArguments = 96;  // bytes that are looked at behind a literal

std::string_view value_of(std::string_view text, const Assignment& found) {
  return text.substr(found.value_begin, found.value_end - found.value_begin);
}

std::string_view name_of(std::string_view text, const Assignment& found) {
  return text.substr(found.name_begin, found.name_end - found.name_begin);
}

char before(std::string_view text, std::size_t place) { return place > 0 ? text[place - 1] : '\n'; }

// name, name.name, !name, *name, and the brackets that close around them.
bool is_operand(std::string_view value) {
  const std::size_t first = value.find_first_not_of("*&!-");
  if (first == std::string_view::npos || is_digit_ascii(value[first])) return false;
  value.remove_prefix(first);
  return std::all_of(value.begin(), value.end(), [](char c) {
    return is_alnum_ascii(c) || c == '_' || c == '.' || c == '>' || c == '-';
  });
}

// What stands behind the value, after blanks.
std::string_view rest_of(std::string_view text, const Assignment& found) {
  std::string_view rest = text.substr(std::min(found.value_end, text.size()), kLongestArguments);
  while (rest.starts_with(' ')) rest.remove_prefix(1);
  return rest;
}

// Blanks around what joins two operands: text of shells has them too, but none before the value.
bool has_operator_behind(std::string_view text, const Assignment& found) {
  if (before(text, found.value_begin) != ' ' || found.value_end >= text.size() ||
      text[found.value_end] != ' ')
    return false;
  const std::string_view rest = rest_of(text, found);
  constexpr std::string_view kOperators[] = {"+ ", "? ", "= ", "== ", "!= ", "&& ", "|| ", "* "};
  return std::any_of(std::begin(kOperators), std::end(kOperators),
                     [rest](std::string_view op) { return rest.starts_with(op); });
}

// pass = (const char *)x, (word32) size(x): a bracket opens before the value and nothing quotes it;
// pass={name:20}: a field of a template.
bool is_in_brackets(std::string_view text, const Assignment& found) {
  const char open = before(text, found.value_begin);
  const bool is_field =
      open == '{' && found.value_end < text.size() && text[found.value_end] == '}';
  return is_field || (open == '(' && found.op != Operator::kElement);
}

// a || b: what a shell would default to is behind `:-`.
bool is_condition(std::string_view text, const Assignment& found) {
  if (found.op != Operator::kDefault) return false;
  std::size_t at = found.value_begin;
  while (before(text, at) == ' ') --at;
  return before(text, at) == '|';
}

bool holds_word(std::string_view text, std::string_view word) {
  return std::search(text.begin(), text.end(), word.begin(), word.end(),
                     [](char a, char b) { return to_lower_ascii(a) == b; }) != text.end();
}

// The other arguments of the call that the literal stands in name a credential themselves.
bool has_named_neighbour(std::string_view text, const Assignment& found) {
  std::string_view rest =
      text.substr(std::min(found.value_end + 1, text.size()), kLongestArguments);
  rest = rest.substr(0, rest.find_first_of(")\n\"'"));
  if (!rest.starts_with(',')) return false;
  return holds_word(rest, "pass") || holds_word(rest, "pwd") || holds_word(rest, "secret");
}

// getpass("Enter it: "), read_password("x"): what they are given is a question or a name.
bool is_question(std::string_view name) {
  constexpr std::string_view kVerbs[] = {"get",   "read", "ask",   "prompt", "find",
                                         "print", "load", "fetch", "lookup", "input"};
  const std::size_t dot = name.rfind('.');
  const std::string_view function = name.substr(dot == std::string_view::npos ? 0 : dot + 1);
  if (holds_word(function, "getpass") || holds_word(function, "askpass")) return true;
  return std::any_of(std::begin(kVerbs), std::end(kVerbs), [function](std::string_view verb) {
    return holds_word(function.substr(0, verb.size()), verb);
  });
}

// password.encode("utf-16le"): a method of the credential itself; those that fill it in are not.
bool is_method(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos) return false;
  const std::string_view method = name.substr(dot + 1);
  if (read_name(method).kind != NameKind::kNone) return false;
  constexpr std::string_view kFilling[] = {"set", "put",   "fill",    "type", "send",
                                           "add", "value", "default", "from", "of"};
  return std::none_of(std::begin(kFilling), std::end(kFilling), [method](std::string_view verb) {
    return holds_word(method.substr(0, verb.size()), verb);
  });
}

// What stands on the line before the name.
std::string_view line_before(std::string_view text, const Assignment& found) {
  constexpr std::size_t kFar = 48;
  const std::size_t least = found.name_begin > kFar ? found.name_begin - kFar : 0;
  const std::string_view front = text.substr(least, found.name_begin - least);
  const std::size_t line = front.rfind('\n');
  return line == std::string_view::npos ? front : front.substr(line + 1);
}

// test "$pass" = "word", [ $pass = word ]
bool is_test(std::string_view text, const Assignment& found) {
  if (found.op != Operator::kEquals || before(text, found.value_begin) == '=') return false;
  const std::string_view front = line_before(text, found);
  const std::string_view name = name_of(text, found);
  if (!name.starts_with('$')) return false;
  return front.ends_with("test ") || front.ends_with("[ ") ||
         (found.is_name_quoted && front.find('"') != std::string_view::npos);
}

// int kPassword = 10026
bool is_number_constant(std::string_view text, const Assignment& found) {
  const std::string_view value = value_of(text, found);
  if (!std::all_of(value.begin(), value.end(), is_digit_ascii)) return false;
  const std::string_view front = line_before(text, found);
  constexpr std::string_view kTypes[] = {"int ", "long ", "short ", "size_t ",
                                         "Int ", "Long ", "enum "};
  return std::any_of(std::begin(kTypes), std::end(kTypes),
                     [front](std::string_view type) { return front.ends_with(type); });
}

// argv[1], argv[++i][0]
bool is_indexed(std::string_view value) {
  const std::size_t open = value.find('[');
  return open != std::string_view::npos && open > 0 && value.ends_with(']') &&
         is_operand(value.substr(0, open));
}

bool is_keyword(std::string_view value) {
  constexpr std::string_view kKeywords[] = {"return", "break", "continue", "goto",
                                            "throw",  "await", "yield"};
  return std::find(std::begin(kKeywords), std::end(kKeywords), value) != std::end(kKeywords);
}

// f(conn->pass, "smtp"): the variable is one argument and the literal another. Names that are given
// to a call are constants, symbols or text.
bool is_variable_argument(std::string_view text, const Assignment& found) {
  if (found.op != Operator::kComma || found.is_name_quoted) return false;
  const std::string_view name = name_of(text, found);
  if (before(text, found.name_begin) == ':') return false;
  return std::any_of(name.begin(), name.end(), is_lower_ascii);
}

// `pass` is a verb as well: /* pass "Location:" on */.
bool is_verb(std::string_view text, const Assignment& found) {
  const std::string_view name = name_of(text, found);
  const bool is_to = found.op == Operator::kIs && text.substr(found.name_end).starts_with(" to ");
  return (found.op == Operator::kBlank || is_to) && (name == "pass" || name == "Pass");
}

// `user:secret 'imap://...'`: the word is a value itself, and what follows another argument.
bool is_behind_value(std::string_view text, const Assignment& found) {
  constexpr std::string_view kJoints = ":=@/";
  return found.op == Operator::kBlank &&
         kJoints.find(before(text, found.name_begin)) != std::string_view::npos;
}

// "PSK-AES128-CCM", "PSK-AES256-CCM"
bool is_list_of_constants(std::string_view text, const Assignment& found) {
  if (found.op != Operator::kComma) return false;
  const auto is_constant = [](std::string_view word) {
    return word.find_first_of("-_") != std::string_view::npos &&
           std::none_of(word.begin(), word.end(), is_lower_ascii);
  };
  return is_constant(name_of(text, found)) && is_constant(value_of(text, found));
}

// $PWD:/src, $(pwd):/src: what a variable holds stands before a colon.
bool is_expansion(std::string_view text, const Assignment& found) {
  if (found.op != Operator::kColon || found.is_name_quoted) return false;
  const std::size_t begin = found.name_begin;
  return name_of(text, found).starts_with('$') ||
         (begin > 1 && text[begin - 1] == '(' && text[begin - 2] == '$');
}

// password is required: a word of a sentence.
bool is_sentence(std::string_view text, const Assignment& found) {
  const std::string_view value = value_of(text, found);
  return found.op == Operator::kIs && std::all_of(value.begin(), value.end(), [](char c) {
           return is_lower_ascii(c) || c == '.' || c == ':';
         });
}

bool is_quoted_expression(std::string_view text, const Assignment& found) {
  if (is_variable_argument(text, found) || is_verb(text, found) || is_test(text, found) ||
      is_behind_value(text, found) || is_list_of_constants(text, found))
    return true;
  if (found.op != Operator::kCall && found.op != Operator::kComma) return false;
  const std::string_view name = name_of(text, found);
  return (found.op == Operator::kCall && (is_question(name) || is_method(name))) ||
         has_named_neighbour(text, found);
}

}  // namespace

bool is_expression(std::string_view text, const Assignment& assignment) {
  if (assignment.quoting != Quoting::kNone) return is_quoted_expression(text, assignment);
  if (is_in_brackets(text, assignment) || is_condition(text, assignment)) return true;
  if (is_test(text, assignment) || is_number_constant(text, assignment)) return true;
  if (is_expansion(text, assignment) || is_sentence(text, assignment)) return true;
  const std::string_view value = value_of(text, assignment);
  if (is_keyword(value) || is_indexed(value)) return true;
  return is_operand(value) && has_operator_behind(text, assignment);
}

}  // namespace keyhound
