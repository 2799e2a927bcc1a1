// SPDX-License-Identifier: Apache-2.0
// ReportFormat: renders a ScanResult. One file a format in report/formats/; the build collects them
// by file name (formats/sarif.cpp defines kSarifFormat).
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "scanner/base/work_crew.h"
#include "scanner/model/scan_result.h"

namespace keyhound {

// Signs a statement: its type and bytes to the text that is written in its place, such as a DSSE
// envelope.
using StatementSeal =
    std::function<std::string(std::string_view payload_type, std::string_view payload)>;

struct ReportOptions {
  bool color = false;               // ANSI colours; text only
  bool shows_accepted = false;      // also lists what a baseline accepts; text only
  std::size_t width = 100;          // columns of the terminal; text only
  std::size_t max_occurrences = 0;  // per finding; 0: all
  StatementSeal seal;               // unset: the bare statement is written; in-toto only
  WorkCrew crew = {};               // renders the findings of large reports; JSON only
};

// Takes the report piece by piece, from one thread at a time; false: it cannot be written, stop.
using ReportSink = std::function<bool(std::string_view)>;

struct ReportFormat {
  std::string_view name;         // "sarif", as in --format
  std::string_view description;  // for --help
  void (*render)(const ScanResult& result, const ReportOptions& options, const ReportSink& sink);
};

// Every format, by name. Immutable, thread-safe.
std::span<const ReportFormat* const> report_formats();
// nullptr for an unknown name.
const ReportFormat* find_report_format(std::string_view name);

}  // namespace keyhound
