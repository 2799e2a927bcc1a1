// SPDX-License-Identifier: Apache-2.0
// Evaluates expressions of the policy language for the differential test: reads one JSON string a
// line, prints {"value": ...}, {"error": reason} or {"refused": reason} a line. No variables.
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>

#include "policies/language/cel_program.h"
#include "policies/language/cel_text.h"
#include "scanner/engine/pattern.h"

namespace {

using namespace keyhound;

class Regex : public CelRegex {
 public:
  explicit Regex(Pattern pattern) : pattern_(std::move(pattern)) {}
  [[nodiscard]] bool matches(std::string_view text) const override {
    return pattern_.matches(text);
  }

 private:
  Pattern pattern_;
};

class Compiler : public CelRegexCompiler {
 public:
  [[nodiscard]] Result<std::shared_ptr<const CelRegex>> compile(
      std::string_view pattern) const override {
    KEYHOUND_TRY(Pattern compiled, Pattern::compile(pattern));
    return std::shared_ptr<const CelRegex>(std::make_shared<Regex>(std::move(compiled)));
  }
};

std::string answer(const std::string& expression, const CelEnvironment& environment) {
  const auto program = CelProgram::compile(expression, environment);
  if (!program) return nlohmann::json{{"refused", program.error().message}}.dump();
  CelArena arena;
  const CelValue value = program->evaluate({}, arena);
  if (value.is_error()) return to_json_text(value);
  return "{\"value\":" + to_json_text(value) + '}';
}

}  // namespace

int main() {
  const Compiler compiler;
  CelEnvironment environment;
  environment.regexes = &compiler;
  std::string line;
  while (std::getline(std::cin, line)) {
    const auto expression = nlohmann::json::parse(line, nullptr, false);
    if (!expression.is_string()) {
      std::cerr << "evaluate_cel: a line is no JSON string\n";
      return 2;
    }
    std::cout << answer(expression.get<std::string>(), environment) << '\n';
  }
  return 0;
}
