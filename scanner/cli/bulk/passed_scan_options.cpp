// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/bulk/passed_scan_options.h"

#include <CLI/CLI.hpp>

#include "scanner/base/check.h"
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

bool is_flag(const CLI::Option& option) { return option.get_expected_max() == 0; }

void add(CLI::App& app, const CLI::Option& original, const PassedOption& passed,
         std::vector<std::string>& arguments) {
  const std::string name = passed.name;
  const std::string description =
      passed.description != nullptr ? passed.description : original.get_description();
  if (is_flag(original)) {
    app.add_flag_callback(
        name, [name, &arguments] { arguments.push_back(name); }, description);
    return;
  }
  const bool is_repeatable = original.get_expected_max() > 1;
  app.add_option_function<std::vector<std::string>>(
         name,
         [name, &arguments](const std::vector<std::string>& values) {
           for (const std::string& value : values) arguments.push_back(name + "=" + value);
         },
         description)
      ->expected(1, is_repeatable ? CLI::detail::expected_max_vector_size : 1)
      ->allow_extra_args(false)
      ->default_str(passed.description == nullptr ? original.get_default_str() : "")
      ->type_name(original.get_type_name());
}

}  // namespace

void add_passed_scan_options(CLI::App& app, PassedScanOptions& options) {
  CLI::App scan;
  ScanOptions ignored;
  add_scan_options(scan, ignored);
  for (const PassedOption& passed : kPassed) {
    const CLI::Option* const original = scan.get_option_no_throw(passed.name);
    KEYHOUND_CHECK(original != nullptr);
    add(app, *original, passed, options.arguments);
  }
  app.add_flag_callback(
      "--trust-configuration",
      [&options] { options.arguments.emplace_back("--trust-configuration"); },
      "Follow the .keyhound.toml and .keyhound-baseline that each repository has, which can "
      "silence findings; without it they are ignored, and a diagnostic says so");
}

}  // namespace keyhound
