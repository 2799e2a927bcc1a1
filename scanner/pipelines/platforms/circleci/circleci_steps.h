// SPDX-License-Identifier: Apache-2.0
// Steps of CircleCI jobs and commands.
// https://circleci.com/docs/reference/configuration-reference/#steps
#pragma once

#include <set>
#include <string_view>

#include "scanner/pipelines/facts/definition_builder.h"
#include "scanner/pipelines/facts/merged_yaml.h"

namespace keyhound {

// What the parts of the reader share.
struct CircleciReader {
  DefinitionBuilder& builder;
  MergedYaml& yaml;
  std::set<std::string_view> name_parameters;
};

// `steps` may be null. `language`: what `run` steps are written in, unless they say.
void read_circleci_steps(CircleciReader& reader, FactIndex job, const YamlNode* steps,
                         std::string_view path, ScriptLanguage language);

}  // namespace keyhound
