// SPDX-License-Identifier: Apache-2.0
// Variables of a GitLab configuration: which there are, and what values they get.
// https://docs.gitlab.com/ci/variables/
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scanner/pipelines/facts/definition_builder.h"
#include "scanner/pipelines/platforms/gitlab/gitlab_config.h"

namespace keyhound {

// What the parts of the reader share.
struct GitlabReader {
  DefinitionBuilder& builder;
  GitlabConfig& config;
};

// A value, with its place in the definition: that of a node of another file is `stand_in`.
SourceText gitlab_value(GitlabReader& reader, GitlabNode node, TextRange stand_in);

// Notes the variables of all files of the configuration, before any value is read.
void note_gitlab_variables(GitlabReader& reader);

// Binds the variables of a mapping. Literals that a job inherits are bound where they stand only.
void bind_gitlab_variables(GitlabReader& reader, Scope scope,
                           const std::vector<GitlabEntry>& variables, std::string_view path,
                           TextRange stand_in);
// Those of a list's items: services[].variables, rules[].variables.
void bind_gitlab_item_variables(GitlabReader& reader, Scope scope, GitlabNode list,
                                std::string_view path);

bool is_gitlab_predefined(std::string_view variable);
bool is_gitlab_token(std::string_view variable);

// Variables and `$[[ inputs.x ]]` in a value; of a script the inputs only.
ValueReading read_gitlab_value(DefinitionBuilder& builder, const SourceText& value,
                               const ValuePlace& place);

}  // namespace keyhound
