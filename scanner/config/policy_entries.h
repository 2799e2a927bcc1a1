// SPDX-License-Identifier: Apache-2.0
// Private to scanner/config/: reads [policies.settings] and [policies.environments]. Whether
// policies and parameters of these names exist is for who loads the policies to say.
#pragma once

#include "scanner/config/config_values.h"

namespace keyhound {

// Adds what `member` of [policies] says to `into`, problems to `values`. false: it is neither
// table.
bool read_policy_entries(const TomlMember& member, ConfigValues& values, Configuration& into);

}  // namespace keyhound
