// SPDX-License-Identifier: Apache-2.0
// Steps that may read a variable of their environment without naming it in the definition: every
// program can, but for a few that are known not to. Pure, thread-safe.
#pragma once

#include <string>

#include "scanner/pipelines/facts/definition.h"

namespace keyhound {

// "step Test (make)": the first step in `scope` but `except` that may; empty: none can.
std::string silent_reader(const Definition& definition, Scope scope, FactIndex except);

// Of names of variables.
bool is_name_byte(char c);

}  // namespace keyhound
