// SPDX-License-Identifier: Apache-2.0
// Values: strings, lists, calls and what is made of them by operators.
#include <algorithm>
#include <array>
#include <utility>

#include "scanner/base/ascii.h"
#include "scanner/pipelines/groovy/groovy_parser.h"

namespace keyhound {
namespace {

template <std::size_t kCount>
bool is_one_of(std::string_view text, const std::array<std::string_view, kCount>& words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

// Words that are operators between values.
constexpr std::array<std::string_view, 4> kWordOperators = {"in", "as", "instanceof", "new"};
// What may begin a line that goes on with the one before.
constexpr std::array<std::string_view, 8> kContinuing = {".",  "?.", "*.", "?",
                                                         "?:", "&&", "||", ".&"};
// Operators behind which a value is complete.
constexpr std::array<std::string_view, 5> kEnding = {")", "]", "}", "++", "--"};

// A key as ['name'] of a path.
bool is_path_name(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return is_alnum_ascii(c) || c == '_' || c == '-';
  });
}

}  // namespace

GroovyValue GroovyParser::read_value(Context context) {
  skip_newlines();
  const std::uint32_t begin = pos_;
  Parts parts;
  while (pos_ < end_) {
    if (is_newline(pos_)) {
      if (!read_line_end(parts, begin, context)) break;
      continue;
    }
    if (is_operator(pos_, ",") || is_operator(pos_, ";")) break;
    if (is_operator(pos_, ":") && parts.conditions == 0) break;
    read_part(parts, context);
  }
  GroovyValue value = std::move(parts.value);
  value.range = range_from(begin);
  if (value.items.size() != 1 || parts.others > 0) return value;
  GroovyValue only = std::move(value.items.front());
  return only;
}

// Goes over a line end inside a value; false: the value ends there.
bool GroovyParser::read_line_end(const Parts& parts, std::uint32_t begin, Context context) {
  bool goes_on = !context.ends_with_line;
  if (!goes_on && pos_ > begin) {
    goes_on =
        is_kind(pos_ - 1, GroovyTokenKind::kOperator) && !is_one_of(text_of(pos_ - 1), kEnding);
  }
  if (!goes_on && is_kind(pos_ + 1, GroovyTokenKind::kOperator)) {
    goes_on = is_one_of(text_of(pos_ + 1), kContinuing) ||
              (parts.conditions > 0 && text_of(pos_ + 1) == ":");
  }
  if (goes_on) ++pos_;
  return goes_on;
}

void GroovyParser::read_part(Parts& parts, Context& context) {
  const GroovyToken& token = tokens_.tokens[pos_];
  const Context here = context;
  context.is_statement = false;
  switch (token.kind) {
    case GroovyTokenKind::kString: {
      GroovyValue& string = parts.value.items.emplace_back();
      string.kind = GroovyValueKind::kString;
      string.range = token.range;
      string.index = token.string;
      ++pos_;
      return read_chain(parts, here);
    }
    case GroovyTokenKind::kIdentifier:
      return read_name(parts, here);
    case GroovyTokenKind::kOperator:
      if (const std::string_view text = text_of(pos_); text == "[" || text == "(" || text == "{") {
        read_bracket(parts);
        return read_chain(parts, here);
      } else if (text == "?") {
        ++parts.conditions;
      } else if (text == ":") {
        --parts.conditions;
      } else if (text == "=") {
        context.is_statement = context.ends_with_line;
      }
      break;
    case GroovyTokenKind::kNumber:
    case GroovyTokenKind::kNewline:
      break;
  }
  ++parts.others;
  ++pos_;
}

void GroovyParser::read_bracket(Parts& parts) {
  const std::uint32_t begin = pos_;
  if (is_operator(pos_, "[")) {
    parts.value.items.push_back(read_list());
  } else if (is_operator(pos_, "{")) {
    read_block();
    GroovyValue& closure = parts.value.items.emplace_back();
    closure.kind = GroovyValueKind::kClosure;
    closure.range = range_from(begin);
  } else {
    ++parts.others;
    within_bracket([&] {
      for (GroovyValue& value : read_arguments(false).values) {
        parts.value.items.push_back(std::move(value));
      }
    });
  }
}

GroovyValue GroovyParser::read_list() {
  const std::uint32_t begin = pos_;
  GroovyValue list;
  list.kind = GroovyValueKind::kList;
  within_bracket([&] {
    const bool is_empty_map = is_operator(pos_, ":");
    Arguments arguments = read_arguments(false);
    if (is_empty_map || !arguments.named.empty()) list.kind = GroovyValueKind::kMap;
    list.items = std::move(arguments.values);
    list.entries = std::move(arguments.named);
  });
  list.range = range_from(begin);
  return list;
}

// A name, with what it calls.
void GroovyParser::read_name(Parts& parts, Context context) {
  const std::uint32_t begin = pos_;
  if (is_one_of(text_of(pos_), kWordOperators)) {
    ++pos_;
    ++parts.others;
    return;
  }
  Path path = read_path(pos_);
  pos_ = path.behind;
  if (!starts_call(pos_, context)) {
    ++parts.others;
    return;
  }
  const TextRange name = range_from(begin);
  GroovyValue call;
  call.kind = GroovyValueKind::kCall;
  call.index = read_call(std::move(path.text), name, kNoGroovyNode, context);
  call.range = script_.nodes[call.index].range;
  parts.value.items.push_back(std::move(call));
  read_chain(parts, context);
}

// The .name(…) behind a value. A call takes the place of the call that it is made on.
void GroovyParser::read_chain(Parts& parts, Context context) {
  while (is_member_dot(behind_newline(pos_)) &&
         is_kind(behind_newline(pos_) + 1, GroovyTokenKind::kIdentifier)) {
    const std::uint32_t dot = behind_newline(pos_);
    Path path = read_path(dot + 1);
    pos_ = path.behind;
    if (!starts_call(pos_, context)) {
      ++parts.others;
      continue;
    }
    GroovyValue call;
    call.kind = GroovyValueKind::kCall;
    auto& items = parts.value.items;
    const bool is_on_call = !items.empty() && items.back().kind == GroovyValueKind::kCall;
    const std::uint32_t receiver = is_on_call ? items.back().index : kNoGroovyNode;
    call.index = read_call("." + path.text, range_from(dot + 1), receiver, context);
    call.range = script_.nodes[call.index].range;
    if (is_on_call) {
      call.range.begin = items.back().range.begin;
      items.back() = std::move(call);
    } else {
      items.push_back(std::move(call));
    }
  }
}

// What stands between brackets, or behind the name of a call without them.
GroovyParser::Arguments GroovyParser::read_arguments(bool is_command) {
  Arguments arguments;
  while (pos_ < end_) {
    if (is_command && (is_newline(pos_) || is_operator(pos_, ";"))) break;
    if (is_operator(pos_, ",")) {
      ++pos_;
      skip_newlines();
      continue;
    }
    const std::uint32_t before = pos_;
    if (const std::uint32_t colon = key_end(pos_); colon != pos_) {
      arguments.named.push_back(read_entry(colon, is_command));
      continue;
    }
    GroovyValue value = read_value({is_command, false});
    if (!value.range.empty()) arguments.values.push_back(std::move(value));
    if (pos_ == before) ++pos_;
  }
  return arguments;
}

// The colon behind the key at `at`; `at`: there is no key.
std::uint32_t GroovyParser::key_end(std::uint32_t at) const {
  const std::uint32_t key = behind_newline(at);
  std::uint32_t colon = key + 1;
  if (is_operator(key, "(")) {
    colon = brackets_.closer[key] + 1;
  } else if (is_kind(key, GroovyTokenKind::kOperator) || key >= end_) {
    return at;
  }
  return is_operator(colon, ":") ? colon : at;
}

GroovyEntry GroovyParser::read_entry(std::uint32_t colon, bool is_command) {
  skip_newlines();
  GroovyEntry entry;
  const GroovyToken& key = tokens_.tokens[pos_];
  if (key.kind == GroovyTokenKind::kString) {
    entry.name = tokens_.strings[key.string].value.text;
  } else {
    const std::uint32_t end = tokens_.tokens[colon - 1].range.end;
    entry.name = text_.substr(key.range.begin, end - key.range.begin);
  }
  entry.name_range = {key.range.begin, tokens_.tokens[colon - 1].range.end};
  pos_ = colon + 1;
  entry.value = read_value({is_command, false});
  return entry;
}

// name.name, name['name'] from `at`.
GroovyParser::Path GroovyParser::read_path(std::uint32_t at) const {
  Path path{std::string(text_of(at)), at + 1};
  for (;;) {
    const std::uint32_t next = path.behind;
    if (is_member_dot(next) && is_kind(next + 1, GroovyTokenKind::kIdentifier)) {
      path.text.append(".").append(text_of(next + 1));
      path.behind = next + 2;
    } else if (is_operator(next, "[") && is_kind(next + 1, GroovyTokenKind::kString) &&
               is_operator(next + 2, "]") && !starts_argument(next)) {
      const std::string& name = tokens_.strings[tokens_.tokens[next + 1].string].value.text;
      if (!is_path_name(name)) return path;
      path.text.append(".").append(name);
      path.behind = next + 3;
    } else {
      return path;
    }
  }
}

bool GroovyParser::starts_call(std::uint32_t behind, Context context) const {
  if (is_operator(behind, "(") || is_operator(behind, "{")) return true;
  return context.is_statement &&
         (starts_argument(behind) || is_operator(behind_newline(behind), "{"));
}

// Whether an argument without parentheses begins at `at`.
bool GroovyParser::starts_argument(std::uint32_t at) const {
  if (at >= end_) return false;
  switch (tokens_.tokens[at].kind) {
    case GroovyTokenKind::kString:
    case GroovyTokenKind::kNumber:
      return true;
    case GroovyTokenKind::kIdentifier:
      return !is_one_of(text_of(at), kWordOperators) || text_of(at) == "new";
    case GroovyTokenKind::kOperator:
      return text_of(at) == "[" &&
             tokens_.tokens[at - 1].range.end != tokens_.tokens[at].range.begin;
    case GroovyTokenKind::kNewline:
      break;
  }
  return false;
}

// The arguments and the block of a call whose name ends before `pos_`.
std::uint32_t GroovyParser::read_call(std::string path, TextRange name, std::uint32_t receiver,
                                      Context context) {
  const bool is_declared = declared_ != kNoGroovyNode && declared_ < end_ &&
                           tokens_.tokens[declared_].range.begin == name.begin;
  const std::uint32_t node = add_node(GroovyNodeKind::kCall, std::move(path), name);
  script_.nodes[node].receiver = receiver;
  const std::uint32_t outer = std::exchange(parent_, node);
  Arguments arguments;
  if (is_operator(pos_, "(")) {
    within_bracket([&] { arguments = read_arguments(false); });
  } else if (starts_argument(pos_)) {
    arguments = read_arguments(true);
  }
  const std::uint32_t brace = context.is_statement ? behind_newline(pos_) : pos_;
  if (is_operator(brace, "{")) {
    pos_ = brace;
    script_.nodes[node].block = bracket_range(pos_);
    if (is_declared) script_.nodes[node].kind = GroovyNodeKind::kDefinition;
    read_block();
  }
  parent_ = outer;
  GroovyNode& done = script_.nodes[node];
  done.arguments = std::move(arguments.values);
  done.named = std::move(arguments.named);
  done.range = {name.begin, std::max(name.end, range_from(pos_ - 1).end)};
  return node;
}

}  // namespace keyhound
