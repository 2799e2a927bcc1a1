// SPDX-License-Identifier: Apache-2.0
// Where a value of a CircleCI configuration refers to parameters and pipeline values:
// https://circleci.com/docs/reusing-config/#using-parameters
// Ranges are bytes of the text. Pure, thread-safe, linear.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scanner/pipelines/text_range.h"

namespace keyhound {

enum class CircleciScope {
  kParameter,          // << parameters.x >>
  kPipelineParameter,  // << pipeline.parameters.x >>
  kPipelineValue,      // << pipeline.git.branch >>
  kMatrix,             // << matrix.x >>
};

struct CircleciParameter {
  CircleciScope scope = CircleciScope::kParameter;
  std::string name;  // behind the scope, as written: "x", "git.branch"
  TextRange whole;   // with its brackets
  TextRange inside;  // the scope and the name, without white space
};

// In order. `\<<` is escaped; `<<` of a shell (`cat <<EOF >> log`) names no scope and is none.
std::vector<CircleciParameter> find_circleci_parameters(std::string_view text);

}  // namespace keyhound
