// SPDX-License-Identifier: Apache-2.0
// Where reports go: --format and --output, several at once.
#pragma once

#include <string>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/report/report_format.h"

namespace keyhound {

struct ReportOutput {
  const ReportFormat* format = nullptr;
  std::string path;  // empty: standard output
};

// "json, sarif, text".
std::string report_format_names();

// `format` is --format (empty: text), `outputs` each --output: a path for --format, or
// "<format>=<path>"; "-" is standard output. Standard output gets --format unless that went to a
// path. kUsage for an unknown format, a path named twice, or a folder that does not exist.
Result<std::vector<ReportOutput>> resolve_outputs(const std::string& format,
                                                  const std::vector<std::string>& outputs);

enum class ColorChoice { kAuto, kAlways, kNever };

struct ReportStyle {
  ColorChoice color = ColorChoice::kAuto;
  std::size_t max_occurrences = 0;  // per finding; 0: all
  StatementSeal seal;               // of in-toto statements; unset: they are not signed
  bool shows_accepted = false;      // what a baseline accepts, in text
  WorkCrew crew = {};               // renders large reports
};

// How to write text to standard output.
ReportOptions terminal_options(ColorChoice color);

// Writes every report; files appear whole or not at all. kUnreadable turned to kUsage with the path
// and the reason when one cannot be written.
Status write_reports(const ScanResult& result, const std::vector<ReportOutput>& outputs,
                     const ReportStyle& style);

}  // namespace keyhound
