// SPDX-License-Identifier: Apache-2.0
// The commands of Buildkite's steps: variables that they write as $$NAME or \$NAME (so that the
// upload of the pipeline leaves them to the shell), and calls of the agent that fetch secrets or
// upload more of the pipeline.
// https://buildkite.com/docs/agent/cli/reference/secret
#pragma once

#include <string>

#include "scanner/pipelines/platforms/settings/settings_values.h"

namespace keyhound {

void read_buildkite_script(SettingsBuilder& builder, Scope scope, const YamlNode* node,
                           const std::string& path);

// secrets: a list of names, or a mapping of variables to names.
void read_buildkite_secrets(SettingsBuilder& builder, Scope scope, const YamlNode* node,
                            const std::string& path);

// A reference to a secret of Buildkite's own store, whose names do not depend on case.
SecretReference buildkite_secret(Scope scope, std::string_view name);

}  // namespace keyhound
