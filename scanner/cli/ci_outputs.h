// SPDX-License-Identifier: Apache-2.0
// What `keyhound ci` writes besides what --format and --output say: files, annotations and the
// summary that the platform can use.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/ci/ci_platform.h"
#include "scanner/cli/report_outputs.h"
#include "scanner/model/scan_result.h"

namespace keyhound {

struct CiOutputOptions {
  std::string directory = ".";  // of the platform's files
  bool no_annotations = false;
  bool no_summary = false;
};

struct CiOutputs {
  std::vector<ReportOutput> reports;
  std::string summary_file;   // where a summary is appended; empty: nowhere
  std::string uploaded_file;  // a summary that a command names; empty: none
};

// Reports of the command line and, unless it names files, those of the platform, whose directories
// are made; annotations go to standard output behind the text report. A format that this build does
// not have is left out. kUsage as resolve_outputs().
Result<CiOutputs> ci_outputs(const CiPlatform& platform, const CiRun& run,
                             const CiOutputOptions& options, const std::string& format,
                             const std::vector<std::string>& outputs);

// Adds a report in a file, unless one goes to that file already.
void add_report(const ReportOutput& report, std::vector<ReportOutput>& reports);

// Once the reports are written: appends the summary, or names it on standard output.
Status publish_summary(const ScanResult& result, const CiOutputs& outputs);

// Appends to a file, of which a platform shows so many bytes; what does not fit is cut off, and the
// text says so. kUsage when it cannot be written.
Status append_summary(const std::string& path, std::string_view markdown);
inline constexpr std::size_t kMostSummaryBytes = 1'000'000;  // GitHub shows 1 MiB a step

}  // namespace keyhound
