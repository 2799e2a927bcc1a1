// SPDX-License-Identifier: Apache-2.0
// What reports look up in an assessment. Pure, thread-safe.
#pragma once

#include <string_view>

#include "scanner/model/scan_result.h"

namespace keyhound {

// nullptr: the registry has no such exception, or there is none.
const ExceptionSummary* find_exception(const Assessment& assessment, std::string_view id);

// nullptr: the result has no metadata of this policy.
const PolicyInfo* find_policy_info(const ScanResult& result, std::string_view id);

}  // namespace keyhound
