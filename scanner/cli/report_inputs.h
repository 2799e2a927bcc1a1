// SPDX-License-Identifier: Apache-2.0
// JSON reports of earlier scans as the input of a command.
#pragma once

#include <string>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/model/scan_result.h"

namespace CLI {
class App;
}

namespace keyhound {

void add_reports_argument(CLI::App& app, std::vector<std::string>& reports, const char* without);

struct ReportInputs {
  ScanResult result;             // of all reports together
  std::size_t repositories = 1;  // that were scanned; at least 1
  // Whose report says which secrets their pipelines name, even if there are none.
  std::vector<std::string> inventoried;
};

// All reports, one a repository; without any, the result is empty.
Result<ReportInputs> read_reports(const std::vector<std::string>& paths);

}  // namespace keyhound
