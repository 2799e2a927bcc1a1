// SPDX-License-Identifier: Apache-2.0
// The parameters of policies: truth values, whole numbers, durations, texts and lists of texts, as
// YAML writes them. Pure.
#pragma once

#include <string>
#include <string_view>

#include "policies/evaluation/policy_definition.h"
#include "policies/language/cel_arena.h"
#include "policies/registry/mapping_reader.h"

namespace keyhound {

// By its form: true and false, digits, an ISO 8601 duration, a list, else (and always in quotes) a
// text.
ParameterValue read_parameter_value(ReadContext& context, const YamlNode& node);

CelType type_of(const ParameterValue& value);
// "duration", "a list of texts", ...
std::string_view kind_of(const ParameterValue& value);
// Borrows `value`; lists are made in `arena`.
CelValue to_cel_value(const ParameterValue& value, CelArena& arena);
// As YAML would write it.
std::string to_string(const ParameterValue& value);

// One line for each problem.
std::string lines_of(const std::vector<RegistryProblem>& problems);

}  // namespace keyhound
