// SPDX-License-Identifier: Apache-2.0
// What values of a CircleCI configuration are made of: parameters, variables, and names of
// variables that are handed on instead of their values.
// https://circleci.com/docs/reference/reusing-config/
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "scanner/pipelines/facts/definition_builder.h"
#include "scanner/pipelines/facts/merged_yaml.h"

namespace keyhound {

bool is_circleci_predefined(std::string_view variable);
bool is_circleci_token(std::string_view variable);

// Parameters and variables in a value; of a script the parameters only.
ValueReading read_circleci_value(DefinitionBuilder& builder, const SourceText& value,
                                 const ValuePlace& place);

// Parameters of type env_var_name: what is handed to them is the name of a variable. Those of all
// commands and jobs of the file together.
std::set<std::string_view> find_circleci_name_parameters(MergedYaml& yaml, const YamlNode* root);

// Notes the variables that `environment` maps set, before any value is read.
void note_circleci_variables(DefinitionBuilder& builder, const YamlNode* root);

// Binds what a step or workflow hands to a command or job: one argument, or all of a mapping.
void bind_circleci_argument(DefinitionBuilder& builder, Scope scope, const MappingEntry& entry,
                            std::string_view path,
                            const std::set<std::string_view>& name_parameters);
void bind_circleci_arguments(DefinitionBuilder& builder, MergedYaml& yaml, Scope scope,
                             const YamlNode* arguments, std::string_view path,
                             const std::set<std::string_view>& name_parameters);

// `<< parameters.x >>` of such a parameter is only a name, unless a `$` stands in front of it.
void judge_circleci_parameters(Definition& definition,
                               const std::set<std::string_view>& name_parameters);

}  // namespace keyhound
