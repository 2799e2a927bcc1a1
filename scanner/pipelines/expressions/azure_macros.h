// SPDX-License-Identifier: Apache-2.0
// The three notations of Azure Pipelines in which a value refers to variables and parameters:
// https://learn.microsoft.com/azure/devops/pipelines/process/variables#understand-variable-syntax
// Ranges are bytes of the text. Pure, thread-safe, linear.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scanner/pipelines/text_range.h"

namespace keyhound {

enum class AzureSyntax {
  kMacro,     // $(name), replaced before a task runs
  kRuntime,   // $[ … ]
  kTemplate,  // ${{ … }}, replaced before the pipeline runs
};

struct AzureName {
  bool is_parameter = false;  // parameters.n; otherwise a variable
  std::string name;           // as written; empty: an index says it at run time, or all are used
  TextRange range;            // of the text: `name` of a macro, `variables.n`, `parameters['n']`
};

struct AzureExpression {
  AzureSyntax syntax = AzureSyntax::kMacro;
  TextRange whole;   // with its brackets
  TextRange inside;  // without
  bool closed = true;
  std::vector<AzureName> names;  // in order; of a macro exactly one
};

// In order, without overlaps. `$(…)` with anything but letters, digits, `_`, `.` and `-` inside is
// a shell's and is none; whether `$(pwd)` is a variable only the pipeline's variables can tell.
std::vector<AzureExpression> find_azure_expressions(std::string_view text);

}  // namespace keyhound
