// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/report_inputs.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "policies/input/findings_json.h"
#include "policies/input/merged_results.h"
#include "scanner/cli/cli11.h"
#include "scanner/cli/judge.h"
#include "scanner/scan/scan_request.h"

namespace keyhound {
namespace {

constexpr std::uint64_t kLargestReport = std::uint64_t{2} << 30U;  // bytes

}  // namespace

void add_reports_argument(CLI::App& app, std::vector<std::string>& reports, const char* without) {
  app.add_option(
         "reports", reports,
         fmt::format("JSON reports of keyhound, one a repository; without any, {}", without))
      ->type_name("FILE");
}

Result<ReportInputs> read_reports(const std::vector<std::string>& paths) {
  if (paths.empty()) return ReportInputs{merge_results({NamedResult{}}), 1, {}};
  std::vector<NamedResult> results;
  std::set<std::string> scanned;
  std::vector<std::string> inventoried;
  for (const std::string& path : paths) {
    KEYHOUND_TRY(ScanResult result, read_findings_file(path, kLargestReport));
    const ScanInfo& scan = result.scan;
    std::string name =
        scan.repository.empty() ? repository_name(scan.repository_uri) : scan.repository;
    if (name.empty()) name = path;
    if (scan.kind != kPipelinesKind) scanned.insert(name);
    if (scan.kind != kPipelinesKind && result.references) inventoried.push_back(name);
    results.push_back({std::move(name), std::move(result)});
  }
  return ReportInputs{merge_results(std::move(results)), std::max<std::size_t>(scanned.size(), 1),
                      std::move(inventoried)};
}

}  // namespace keyhound
