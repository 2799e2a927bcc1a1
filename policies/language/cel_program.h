// SPDX-License-Identifier: Apache-2.0
// An expression of the policy language (docs/policy-language.md), a subset of CEL: parsed and
// type-checked once, evaluated many times. Immutable, thread-safe, cheap to copy. What an
// expression may cost is bounded: length, depth, steps, memory.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "policies/language/cel_arena.h"
#include "policies/language/cel_record.h"
#include "policies/language/cel_regex.h"
#include "policies/language/cel_type.h"
#include "policies/language/cel_value.h"
#include "scanner/base/result.h"

namespace keyhound {

struct CelVariable {
  // An identifier, or several with dots ("params.period"): the longest name wins, as in CEL.
  std::string name;
  CelType type;
};

struct CelEnvironment {
  std::vector<CelVariable> variables;
  const CelRegexCompiler* regexes = nullptr;  // nullptr: matches() is an error at load
};

struct CelCode;

class CelProgram {
 public:
  static constexpr std::size_t kLongestText = 16384;  // bytes

  // kConfiguration with "line:column: reason": from 1 within `text`, columns in characters. The
  // environment's record tables and regex compiler must outlive the program.
  static Result<CelProgram> compile(std::string_view text, const CelEnvironment& environment);

  // The static type of the result.
  [[nodiscard]] const CelType& type() const;

  // Whether the expression mentions environment.variables[variable].
  [[nodiscard]] bool uses(std::size_t variable) const;

  // REQUIRES: one value for each variable of the environment, in its order. The answer is a value
  // or an error with its reason; it lives as long as the arena, the variables and the program.
  CelValue evaluate(std::span<const CelValue> variables, CelArena& arena) const;

 private:
  explicit CelProgram(std::shared_ptr<const CelCode> code);

  std::shared_ptr<const CelCode> code_;
};

}  // namespace keyhound
