// SPDX-License-Identifier: Apache-2.0
// What the tests of the policy language share: regular expressions without RE2, and evaluating a
// text in one call.
#pragma once

#include <memory>
#include <regex>
#include <string>
#include <string_view>
#include <vector>

#include "policies/language/cel_program.h"
#include "policies/language/cel_text.h"

namespace keyhound {

class StdRegex : public CelRegex {
 public:
  explicit StdRegex(std::string_view pattern) : regex_(std::string(pattern)) {}
  [[nodiscard]] bool matches(std::string_view text) const override {
    return std::regex_search(text.begin(), text.end(), regex_);
  }

 private:
  std::regex regex_;
};

class StdRegexCompiler : public CelRegexCompiler {
 public:
  [[nodiscard]] Result<std::shared_ptr<const CelRegex>> compile(
      std::string_view pattern) const override {
    ++compiled;
    try {
      return std::shared_ptr<const CelRegex>(std::make_shared<StdRegex>(pattern));
    } catch (const std::regex_error&) {
      return fail(ErrorKind::kConfiguration, "bad pattern");
    }
  }

  mutable int compiled = 0;
};

// JSON of the value, "error: reason", or "refused: line:column: reason".
inline std::string evaluated(std::string_view text, const CelEnvironment& environment = {},
                             const std::vector<CelValue>& variables = {}) {
  const auto program = CelProgram::compile(text, environment);
  if (!program) return "refused: " + program.error().message;
  CelArena arena;
  const CelValue value = program->evaluate(variables, arena);
  if (value.is_error()) return "error: " + std::string(value.error_reason());
  return to_json_text(value);
}

}  // namespace keyhound
