// SPDX-License-Identifier: Apache-2.0
// The jobs of a GitLab configuration, with what they inherit.
#pragma once

#include "scanner/pipelines/platforms/gitlab/gitlab_variables.h"

namespace keyhound {

void read_gitlab_job(GitlabReader& reader, const MappingEntry& entry);

// Scripts of `default` and of the root, which belong to jobs of other files where this one has
// none.
void read_gitlab_defaults(GitlabReader& reader);

}  // namespace keyhound
