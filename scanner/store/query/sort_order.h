// SPDX-License-Identifier: Apache-2.0
// What --sort says, as ORDER BY. Pure.
#pragma once

#include <string>
#include <string_view>

#include "scanner/base/result.h"
#include "scanner/store/query/question.h"

namespace keyhound {

// `sort`: columns parted by commas, each with ":asc" or ":desc" behind it or nothing: then counts
// and severities begin with the greatest, all else with the least. What is equal is ordered as the
// question orders it. kUsage for a column that it does not have.
Result<std::string> order_of(const Question& question, std::string_view sort);

}  // namespace keyhound
