// SPDX-License-Identifier: Apache-2.0
// `rules:`, `only:` and `workflow:` of GitLab: what starts a pipeline, and which refs a job is for.
// https://docs.gitlab.com/ci/jobs/job_rules/
#pragma once

#include "scanner/pipelines/platforms/gitlab/gitlab_variables.h"

namespace keyhound {

// Adds the events that rules speak of, each once.
void read_gitlab_triggers(GitlabReader& reader, GitlabNode rules, GitlabNode only);

// Whether rules let the job run on protected or default branches and on tags only.
bool is_gitlab_guarded(GitlabReader& reader, GitlabNode rules, GitlabNode only);

}  // namespace keyhound
