// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "policies/evaluation/judge.h"
#include "policies/registry/json_schema.h"
#include "policies/registry/registry_draft.h"
#include "policies/registry/registry_lint.h"
#include "scanner/base/file.h"
#include "scanner/base/text_encode.h"
#include "scanner/cli/baseline_scan.h"
#include "scanner/cli/cli11.h"
#include "scanner/cli/command.h"
#include "scanner/cli/registry_import.h"
#include "scanner/cli/scan_run.h"

namespace keyhound {
namespace {

constexpr std::uint64_t kLargestCodeowners = 4U << 20U;  // bytes; GitHub's own limit is 3 MB

struct RegistryOptions {
  ScanOptions scan;
  std::string codeowners;
  std::string output;
  bool force = false;
  std::vector<std::string> lint_paths = {"keyhound-registry.yaml"};
  std::string lint_now;
  std::string lint_format = "text";
};

// The text of --codeowners, or of the file where GitHub and GitLab look for it; empty: none.
Result<std::string> read_codeowners(const RegistryOptions& options) {
  if (!options.codeowners.empty()) return read_file(options.codeowners, kLargestCodeowners);
  for (const std::string_view place :
       {".github/CODEOWNERS", "CODEOWNERS", ".gitlab/CODEOWNERS", "docs/CODEOWNERS"}) {
    const auto path = std::filesystem::path(options.scan.target) / place;
    std::error_code error;
    if (std::filesystem::is_regular_file(path, error))
      return read_file(path.string(), kLargestCodeowners);
  }
  return std::string();
}

Result<int> init_registry(RegistryOptions& options) {
  std::error_code error;
  if (!options.output.empty() && !options.force && std::filesystem::exists(options.output, error)) {
    return fail(ErrorKind::kUsage,
                fmt::format("{}: it exists already; --force replaces it", options.output));
  }
  KEYHOUND_TRY(const Timestamp time, time_of(options.scan.judge.now));
  KEYHOUND_TRY(const std::string codeowners, read_codeowners(options));
  KEYHOUND_TRY(const BaselineScan scan, BaselineScan::run(options.scan));
  const ScanResult& result = scan.result();
  const std::string draft = draft_registry(result.findings, codeowners, time);
  if (options.output.empty()) {
    fmt::print("{}", draft);
  } else {
    KEYHOUND_TRY_STATUS(write_file(options.output, draft));
    fmt::print(stderr,
               "keyhound: wrote {} with {} proposed credentials; give each an owner, then run "
               "'keyhound registry lint {}'\n",
               options.output, result.findings.size(), options.output);
  }
  return result.complete() ? kExitClean : kExitIncomplete;
}

void print_problems(const std::vector<RegistryProblem>& problems) {
  for (const RegistryProblem& problem : problems) {
    fmt::print("{}:{}:{}: {}: {}\n", escape_for_terminal(problem.place.file),
               problem.place.position.line, problem.place.position.column,
               problem.is_error ? "error" : "warning", escape_for_terminal(problem.message));
  }
}

Result<int> lint_registry_files(const RegistryOptions& options) {
  const bool is_json = options.lint_format == "json";
  if (!is_json && options.lint_format != "text") {
    return fail(ErrorKind::kUsage, "--format: lint writes text or json");
  }
  KEYHOUND_TRY(const Timestamp time, time_of(options.lint_now));
  KEYHOUND_TRY(const Registry registry, load_registry(options.lint_paths));
  std::vector<std::string_view> policies;
  for (const PolicyInfo& policy : builtin_policies()) policies.push_back(policy.id);
  const std::vector<RegistryProblem> problems = lint_registry(registry, {time, policies});
  const bool has_error = std::any_of(problems.begin(), problems.end(),
                                     [](const auto& problem) { return problem.is_error; });
  const int code = has_error ? kExitUsage : kExitClean;
  if (is_json) {
    fmt::print("{}", lint_json(registry, problems));
    return code;
  }
  print_problems(problems);
  if (has_error) return code;
  fmt::print("{}: {} credentials, {} exceptions, no errors\n",
             escape_for_terminal(fmt::format("{}", fmt::join(options.lint_paths, ", "))),
             registry.credentials.size(), registry.exceptions.size());
  return code;
}

int print_schema() {
  fmt::print("{}", registry_json_schema());
  return kExitClean;
}

CommandRunner add_options(CLI::App& app) {
  auto options = std::make_shared<RegistryOptions>();
  app.require_subcommand(1);
  CLI::App* init =
      app.add_subcommand("init", "Write a first registry from what a scan finds and CODEOWNERS");
  add_scan_target_options(*init, options->scan);
  add_configuration_options(*init, options->scan.configuration);
  init->add_option("--codeowners", options->codeowners,
                   "CODEOWNERS file (default: the repository's)")
      ->type_name("FILE");
  init->add_option("--output", options->output, "File to write (default: standard output)")
      ->type_name("FILE");
  init->add_flag("--force", options->force, "Replace the output file");
  CLI::App* lint =
      app.add_subcommand("lint", "Check a registry: schema, owners, dates, exceptions");
  lint->add_option("registry", options->lint_paths,
                   "Registry files or directories, the highest layer first")
      ->capture_default_str()
      ->type_name("PATH");
  lint->add_option("--format", options->lint_format, "text, json")
      ->capture_default_str()
      ->type_name("FORMAT");
  lint->add_option("--now", options->lint_now,
                   "The time to check dates against (default: the clock)")
      ->type_name("TIME");
  CLI::App* schema =
      app.add_subcommand("schema", "Print the JSON Schema (2020-12) of registry files");
  const CommandRunner import = add_registry_import(app);
  return [options, init, schema, import, is_import = app.get_subcommand("import")] {
    if (is_import->parsed()) return import();
    if (schema->parsed()) return print_schema();
    const auto code = init->parsed() ? init_registry(*options) : lint_registry_files(*options);
    if (code) return *code;
    return report_error(code.error());
  };
}

}  // namespace

extern const Command kRegistryCommand;
const Command kRegistryCommand{"registry", "Write and check the registry of credential owners",
                               "  keyhound registry init . --output keyhound-registry.yaml\n"
                               "  keyhound registry lint keyhound-registry.yaml\n"
                               "  keyhound registry import codeowners CODEOWNERS\n"
                               "  keyhound registry lint owners.yaml --format json\n"
                               "  keyhound registry schema > registry.schema.json\n",
                               add_options};

}  // namespace keyhound
