// SPDX-License-Identifier: Apache-2.0
// Where the report of a repository stands in the output folder of a run.
#pragma once

#include <string>
#include <string_view>

#include "scanner/base/result.h"

namespace keyhound {

// "sarif/github.com/acme/pay.sarif", of a path "sarif/_/srv/git/pay.sarif". Distinct for distinct
// names, and below "sarif" whatever a name holds. Pure.
std::string report_path(std::string_view name);

// Moves a file there, whole or not at all, also from another file system. kLimit
// where the disk is full, else kUnreadable, with the reason.
Status move_report(const std::string& from, const std::string& output, const std::string& path);

}  // namespace keyhound
