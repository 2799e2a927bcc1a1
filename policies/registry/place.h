// SPDX-License-Identifier: Apache-2.0
// RegistryPlace: a place in a registry file; RegistryProblem: what is wrong there. Plain data.
#pragma once

#include <string>
#include <vector>

#include "scanner/base/source_position.h"

namespace keyhound {

struct RegistryPlace {
  std::string file;  // as it was opened
  SourcePosition position;
  SourcePosition end;  // one past the last character
};

struct RegistryProblem {
  RegistryPlace place;
  std::string message;
  bool is_error = true;  // false: a warning
};

// "<file>:<line>:<column>".
std::string to_string(const RegistryPlace& place);
// "<file>:<line>:<column>: <message>".
std::string to_string(const RegistryProblem& problem);

// By the order of `files`, then by place; equal ones keep their order.
void sort_problems(const std::vector<std::string>& files, std::vector<RegistryProblem>& problems);

}  // namespace keyhound
