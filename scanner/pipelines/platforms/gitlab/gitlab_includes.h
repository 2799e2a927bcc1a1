// SPDX-License-Identifier: Apache-2.0
// `include:` and `trigger:` of GitLab: other configurations that this one takes in or starts.
// https://docs.gitlab.com/ci/yaml/includes/
#pragma once

#include "scanner/pipelines/platforms/gitlab/gitlab_variables.h"

namespace keyhound {

// The includes of the configuration, or those of a child pipeline. `node` may be null.
void read_gitlab_includes(GitlabReader& reader, Scope scope, const YamlNode* node,
                          std::string_view path, bool is_child);

// The pipeline that a job starts: of another project, or a child.
void read_gitlab_trigger(GitlabReader& reader, Scope scope, const YamlNode* node,
                         std::string_view path);

}  // namespace keyhound
