// SPDX-License-Identifier: Apache-2.0
// Private to policies/language: the table of functions: one row for each combination of argument
// types. The checker and the evaluator both choose from it.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "policies/language/cel_value.h"
#include "policies/language/evaluation.h"

namespace keyhound {

enum class CelStyle : std::uint8_t { kGlobal, kMethod, kBoth };  // f(x), x.f(), either

struct CelFunction {
  std::string_view name;
  CelStyle style = CelStyle::kGlobal;
  std::uint8_t arity = 0;  // with the receiver
  std::array<CelKind, 2> parameters{};
  CelKind result = CelKind::kDyn;
  // REQUIRES: arguments of these kinds.
  CelValue (*call)(CelEvaluation& evaluation, const CelValue* arguments) = nullptr;
};

// Rows of one name stand together.
std::span<const CelFunction> cel_functions();

// The rows of a name; empty: there is no such function.
std::span<const CelFunction> find_functions(std::string_view name);

// Each name once, for messages.
std::vector<std::string_view> function_names();

}  // namespace keyhound
