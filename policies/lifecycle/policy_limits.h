// SPDX-License-Identifier: Apache-2.0
// The time and the kinds that policies allow, so that what is shown as due and what they fail
// agree. Thread-safe.
#pragma once

#include <optional>
#include <string_view>

#include "policies/evaluation/policy_set.h"
#include "scanner/base/time.h"

namespace keyhound {

// The duration `parameter` of a policy for credentials of an environment; nullopt when the policy
// is switched off there, does not exist, or has no such duration.
std::optional<Duration> allowed_time(const PolicySet& policies, std::string_view policy_id,
                                     std::string_view parameter, std::string_view environment);

// Whether the list `parameter` of a policy names `value` there; false without such a list.
bool is_listed(const PolicySet& policies, std::string_view policy_id, std::string_view parameter,
               std::string_view environment, std::string_view value);

}  // namespace keyhound
