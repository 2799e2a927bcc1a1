// SPDX-License-Identifier: Apache-2.0
// The plugins of Buildkite's steps: each is a step, its settings are inputs. Those that fetch
// secrets or log in as somebody refer to stores and identities.
// https://buildkite.com/resources/plugins/
#pragma once

#include <string>

#include "scanner/pipelines/platforms/settings/settings_values.h"

namespace keyhound {

// `scope`: the job, whose command sees what the plugins fetch.
void read_buildkite_plugins(SettingsBuilder& builder, Scope scope, const YamlNode* node,
                            const std::string& path);

}  // namespace keyhound
