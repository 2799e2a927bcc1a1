// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/bulk/passed_scan_options.h"

#include "scanner/base/check.h"
#include "scanner/cli/bulk/passed_option.h"
#include "scanner/cli/cli11.h"
#include "scanner/cli/scan_options.h"

namespace keyhound {
namespace {

struct PassedOption {
  const char* name;
  const char* description;  // nullptr: that of `keyhound scan`
};

constexpr PassedOption kPassed[] = {
    {"--rules", nullptr},
    {"--no-default-rules", nullptr},
    {"--gitleaks-config", nullptr},
    {"--config", "Configuration file that holds for every repository (default: none)"},
    {"--archives", nullptr},
    {"--archive-limit", nullptr},
    {"--archive-entries", nullptr},
    {"--unreachable", nullptr},
    {"--no-pipelines", nullptr},
    {"--no-inline-comments", nullptr},
    {"--strict", nullptr},
    {"--min-confidence", nullptr},
    {"--max-occurrences", "Keep at most this many places of a finding (0: all)"},
    {"--threads", "Threads of each scan (default: 1, since repositories are scanned side by side)"},
    {"--registry",
     "Owner registry: file or directory; several are layers, the highest first (again for more)"},
    {"--policies", nullptr},
    {"--now", nullptr},
};

}  // namespace

void add_passed_scan_options(CLI::App& app, PassedScanOptions& options) {
  CLI::App scan;
  ScanOptions ignored;
  add_scan_options(scan, ignored);
  for (const PassedOption& passed : kPassed) {
    const CLI::Option* const original = scan.get_option_no_throw(passed.name);
    KEYHOUND_CHECK(original != nullptr);
    add_passed_option(app, *original, {nullptr, passed.description}, options.arguments);
  }
  app.add_flag_callback(
      "--trust-configuration",
      [&options] { options.arguments.emplace_back("--trust-configuration"); },
      "Follow the .keyhound.toml and .keyhound-baseline that each repository has, which can "
      "silence findings; without it they are ignored, and a diagnostic says so");
}

}  // namespace keyhound
