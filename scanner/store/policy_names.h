// SPDX-License-Identifier: Apache-2.0
// Private to scanner/store/: how policies, registry and exceptions name repositories.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>

#include "scanner/store/database.h"

namespace keyhound {

// "acme/pay" by the number of the repository; where two have that name, as on two forges, what the
// store knows each by: an exception for one must not waive the other.
Result<std::unordered_map<std::int64_t, std::string>> policy_names(Database& database);

}  // namespace keyhound
