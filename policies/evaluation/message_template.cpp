// SPDX-License-Identifier: Apache-2.0
#include "policies/evaluation/message_template.h"

#include <algorithm>

#include "policies/language/cel_text.h"

namespace keyhound {
namespace {

// Where the expression that begins at `start` ends: its "}", which is not within quotes or braces
// of its own. npos: nowhere.
std::size_t end_of_expression(std::string_view text, std::size_t start) {
  std::size_t depth = 0;
  char quote = 0;
  for (std::size_t i = start; i < text.size(); ++i) {
    const char c = text[i];
    if (quote != 0) {
      if (c == '\\') ++i;
      if (c == quote) quote = 0;
    } else if (c == '\'' || c == '"') {
      quote = c;
    } else if (c == '{') {
      ++depth;
    } else if (c == '}' && depth-- == 0) {
      return i;
    }
  }
  return std::string_view::npos;
}

std::string place_in(std::string_view text, std::size_t at) {
  const auto line =
      1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n');
  const std::size_t start = text.rfind('\n', at == 0 ? 0 : at - 1);
  const std::size_t column = start == std::string_view::npos || at == 0 ? at + 1 : at - start;
  return std::to_string(line) + ":" + std::to_string(column) + ": ";
}

}  // namespace

Result<MessageTemplate> MessageTemplate::compile(std::string_view text,
                                                 const CelEnvironment& environment) {
  MessageTemplate message;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool is_brace = c == '{' || c == '}';
    const bool is_doubled = is_brace && i + 1 < text.size() && text[i + 1] == c;
    if (!is_brace || is_doubled) {
      message.rest_ += c;
      if (is_doubled) ++i;
      continue;
    }
    const std::size_t end = c == '{' ? end_of_expression(text, i + 1) : std::string_view::npos;
    if (end == std::string_view::npos) {
      return fail(ErrorKind::kConfiguration,
                  place_in(text, i) + (c == '{' ? "this { has no }" : "this } has no {") +
                      "; write it twice to mean the character");
    }
    auto value = CelProgram::compile(text.substr(i + 1, end - i - 1), environment);
    if (!value) {
      return fail(ErrorKind::kConfiguration,
                  place_in(text, i) + "in this expression, at " + value.error().message);
    }
    message.parts_.push_back({std::move(message.rest_), std::move(*value)});
    message.rest_.clear();
    i = end;
  }
  return message;
}

bool MessageTemplate::uses(std::size_t variable) const {
  return std::any_of(parts_.begin(), parts_.end(),
                     [variable](const Part& part) { return part.value.uses(variable); });
}

std::string MessageTemplate::render(std::span<const CelValue> variables, CelArena& arena) const {
  std::string out;
  for (const Part& part : parts_) {
    out += part.text;
    const CelValue value = part.value.evaluate(variables, arena);
    const bool is_told = !value.is_error() && value.kind() != CelKind::kNull;
    out += is_told ? to_text(value) : "(not recorded)";
  }
  return out + rest_;
}

}  // namespace keyhound
