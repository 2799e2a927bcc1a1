// SPDX-License-Identifier: Apache-2.0
// Where names lead: pages with what their lists are filtered by. Pure.
#pragma once

#include <string>
#include <string_view>

#include "scanner/dashboard/model/board_model.h"

namespace keyhound {

// Open findings with this value of a filter of the page of findings.
std::string open_findings_page(std::string_view filter, std::string_view value);
std::string repository_page(const BoardRepository& repository);
// What a policy objects to: findings, or else what is no finding.
std::string policy_page(const BoardPolicy& policy);

}  // namespace keyhound
