// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>
#include <cstring>

#include "scanner/base/ascii.h"
#include "scanner/pipelines/expressions/github_coercion.h"
#include "scanner/pipelines/expressions/github_evaluation.h"
#include "scanner/pipelines/expressions/github_json.h"
#include "scanner/pipelines/expressions/letter_case.h"

namespace keyhound {
namespace {

using Id = GithubFunctionId;

// glibc's memmem is linear whatever the texts; std::string::find is not.
bool holds(std::string_view text, std::string_view part) {
  return part.empty() || memmem(text.data(), text.size(), part.data(), part.size()) != nullptr;
}

}  // namespace

GithubEvaluation::Value GithubEvaluation::call(GithubNodeId id) {
  const GithubFunction* function = find_github_function(expression_.name_of(id));
  if (function == nullptr) {
    return fail("Unrecognized function: '" + std::string(expression_.name_of(id)) + "'",
                "a function that GitHub does not have");
  }
  Arguments arguments;
  for (GithubNodeId argument = expression_.nodes[id].first_child; argument != kNoGithubNode;
       argument = expression_.nodes[argument].next) {
    arguments.push_back(argument);
  }
  const bool is_fit = arguments.size() >= function->fewest && arguments.size() <= function->most &&
                      (function->id != Id::kCase || arguments.size() % 2 == 1);
  if (!is_fit) {
    std::string message = "Wrong number of parameters supplied: '" + std::string(function->name);
    return fail(std::move(message) + "'", "a call with too few or too many arguments");
  }
  return call(function->id, arguments);
}

GithubEvaluation::Value GithubEvaluation::call(Id function, const Arguments& arguments) {
  switch (function) {
    case Id::kContains:
    case Id::kStartsWith:
    case Id::kEndsWith:
      return search(function, arguments);
    case Id::kFormat:
      return format(arguments);
    case Id::kJoin:
      return join(arguments);
    case Id::kToJson:
      return to_json(arguments);
    case Id::kFromJson:
      return from_json(arguments);
    case Id::kCase:
      return case_of(arguments);
    case Id::kOfTheRun:
      break;
  }
  return fail("The function has no result outside of a job", "a function of the running job");
}

GithubEvaluation::Value GithubEvaluation::search(Id function, const Arguments& arguments) {
  const Value where = evaluate(arguments[0]);
  if (!where) return std::nullopt;
  const Value what = evaluate(arguments[1]);
  if (!what) return std::nullopt;
  if (const auto* array = where->as_array(); array != nullptr && function == Id::kContains) {
    return ExpressionValue::boolean(
        std::any_of(array->items.begin(), array->items.end(),
                    [&](const ExpressionValue& item) { return github_equal(*what, item); }));
  }
  if (!where->is_primitive() || !what->is_primitive()) return ExpressionValue::boolean(false);
  const std::string text = to_upper_letters(github_to_text(*where));
  const std::string part = to_upper_letters(github_to_text(*what));
  if (function == Id::kStartsWith) return ExpressionValue::boolean(text.starts_with(part));
  if (function == Id::kEndsWith) return ExpressionValue::boolean(text.ends_with(part));
  return ExpressionValue::boolean(holds(text, part));
}

// `{0}` is the first argument behind the pattern, `{{` and `}}` are braces.
GithubEvaluation::Value GithubEvaluation::format(const Arguments& arguments) {
  const Value first = evaluate(arguments[0]);
  if (!first) return std::nullopt;
  const std::string pattern = github_to_text(*first);
  std::vector<std::optional<std::string>> values(arguments.size());  // each evaluated once
  std::string out;
  std::size_t at = 0;
  while (at < pattern.size()) {
    const std::size_t brace = std::min(pattern.find_first_of("{}", at), pattern.size());
    if (!append(out, std::string_view(pattern).substr(at, brace - at))) return std::nullopt;
    if (brace == pattern.size()) break;
    if (brace + 1 < pattern.size() && pattern[brace + 1] == pattern[brace]) {
      if (!append(out, {&pattern[brace], 1})) return std::nullopt;
      at = brace + 2;
      continue;
    }
    const std::size_t end = pattern[brace] == '{' ? pattern.find('}', brace) : std::string::npos;
    const std::string_view digits =
        std::string_view(pattern).substr(brace + 1, end == std::string::npos ? 0 : end - brace - 1);
    const std::size_t index = argument_of(digits, pattern, arguments.size());
    if (index == 0) return std::nullopt;
    if (!values[index]) {
      const Value value = evaluate(arguments[index]);
      if (!value) return std::nullopt;
      values[index] = github_to_text(*value);
    }
    if (!append(out, *values[index])) return std::nullopt;
    at = end + 1;
  }
  return ExpressionValue::text(std::move(out));
}

// The argument that `{digits}` stands for, counting the pattern; 0: failed.
std::size_t GithubEvaluation::argument_of(std::string_view digits, const std::string& pattern,
                                          std::size_t count) {
  std::uint8_t index = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), index);
  if (digits.empty() || error != std::errc() || end != digits.data() + digits.size()) {
    fail("The following format string is invalid: " + pattern, "an invalid format string");
    return 0;
  }
  if (index + 1U < count) return index + 1U;
  fail("The following format string references more arguments than were supplied: " + pattern,
       "a format string that asks for more arguments");
  return 0;
}

GithubEvaluation::Value GithubEvaluation::join(const Arguments& arguments) {
  const Value first = evaluate(arguments[0]);
  if (!first) return std::nullopt;
  const auto* array = first->as_array();
  if (array == nullptr) return text(first->is_primitive() ? github_to_text(*first) : std::string());
  std::string separator = ",";
  if (arguments.size() > 1) {
    const Value second = evaluate(arguments[1]);
    if (!second) return std::nullopt;
    if (second->is_primitive()) separator = github_to_text(*second);
  }
  std::string out;
  for (std::size_t i = 0; i < array->items.size(); ++i) {
    if (i > 0 && !append(out, separator)) return std::nullopt;
    if (!append(out, github_to_text(array->items[i]))) return std::nullopt;
  }
  return ExpressionValue::text(std::move(out));
}

GithubEvaluation::Value GithubEvaluation::to_json(const Arguments& arguments) {
  const Value value = evaluate(arguments[0]);
  if (!value) return std::nullopt;
  auto written = write_github_json(*value, memory_ / 2);
  if (written) return text(std::move(*written));
  return out_of_memory();
}

GithubEvaluation::Value GithubEvaluation::from_json(const Arguments& arguments) {
  const Value value = evaluate(arguments[0]);
  if (!value) return std::nullopt;
  const std::string json = github_to_text(*value);
  if (!charge(2 * json.size())) return std::nullopt;
  auto read = read_github_json(json);
  if (read) return std::move(*read);
  return fail("Error parsing fromJson", read.error().message,
              read.error().kind == ErrorKind::kLimit);
}

// case(predicate, value, predicate, value, …, otherwise)
GithubEvaluation::Value GithubEvaluation::case_of(const Arguments& arguments) {
  for (std::size_t i = 0; i + 1 < arguments.size(); i += 2) {
    const Value predicate = evaluate(arguments[i]);
    if (!predicate) return std::nullopt;
    if (predicate->as_bool() == nullptr) {
      return fail("case predicate must evaluate to a boolean value",
                  "a predicate of case that is no boolean");
    }
    if (*predicate->as_bool()) return evaluate(arguments[i + 1]);
  }
  return evaluate(arguments.back());
}

bool GithubEvaluation::append(std::string& out, std::string_view piece) {
  if (!charge(2 * piece.size())) return false;
  out += piece;
  return true;
}

}  // namespace keyhound
