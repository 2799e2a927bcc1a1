// SPDX-License-Identifier: Apache-2.0
// How a script reads a variable of its environment where a template stood: what has to be written
// there, in the script's language and the quotes around it. Pure, thread-safe.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "scanner/base/result.h"
#include "scanner/pipelines/facts/definition.h"

namespace keyhound {

// What takes the place of a template of the script. An error's message says why nothing can.
Result<std::string> variable_in_place(const Script& script, const TemplateRange& place,
                                      std::string_view variable);

// Names of variables that the script reads or sets, in upper case.
std::set<std::string> variables_of(const Script& script);

// A name for a variable that holds a secret: its own where a shell can read it and nothing else is
// called so, with a number behind it where it is taken.
std::string variable_name_for(std::string_view secret, const std::set<std::string>& taken);

}  // namespace keyhound
