// SPDX-License-Identifier: Apache-2.0
// `secrets:` and `id_tokens:` of a GitLab job: secrets of outside stores, and tokens that prove to
// others who the job is. https://docs.gitlab.com/ci/secrets/
#pragma once

#include "scanner/pipelines/platforms/gitlab/gitlab_variables.h"

namespace keyhound {

void read_gitlab_secrets(GitlabReader& reader, Scope scope, const std::vector<GitlabEntry>& secrets,
                         std::string_view path, TextRange stand_in);

void read_gitlab_id_tokens(GitlabReader& reader, Scope scope,
                           const std::vector<GitlabEntry>& tokens, std::string_view path,
                           TextRange stand_in);

}  // namespace keyhound
