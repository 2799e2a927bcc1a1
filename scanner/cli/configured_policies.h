// SPDX-License-Identifier: Apache-2.0
// What a configuration says of policies, as their settings. Pure.
#pragma once

#include <vector>

#include "policies/evaluation/policy_settings.h"
#include "scanner/config/configuration.h"

namespace keyhound {

// In the order of the configuration, with the places that say it. A text that is an ISO 8601
// duration
// ("P90D") is one, as where YAML writes it without quotes.
std::vector<PolicySetting> policy_settings_of(const Configuration& configuration);

}  // namespace keyhound
