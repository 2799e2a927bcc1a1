// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/bulk/repository_configuration.h"

#include <fmt/format.h>

#include <optional>

#include "scanner/base/file.h"
#include "scanner/baseline/baseline.h"
#include "scanner/config/config_loader.h"
#include "scanner/git/committed_file.h"
#include "scanner/git/git_library.h"

namespace keyhound {
namespace {

constexpr std::string_view kHead = "HEAD";
constexpr std::uint64_t kLargestBaseline = std::uint64_t{64} << 20U;

// The file as HEAD has it; none where it is not there.
Result<std::optional<std::string>> file_in_head(const std::string& repository,
                                                const std::string& name, std::uint64_t limit) {
  const GitLibrary library;
  KEYHOUND_TRY(const Repository opened, Repository::open(repository));
  auto file = read_committed_file(opened, std::string(kHead), name, limit);
  if (file) return std::optional<std::string>(std::move(file->content));
  if (file.error().kind == ErrorKind::kUsage) return std::nullopt;
  return fail(file.error());
}

Diagnostic ignored(std::string_view name, std::string_view what) {
  return {"ignored-configuration", std::string(name),
          fmt::format("the repository's {} does not count in a scan of many repositories; "
                      "--trust-configuration lets every repository decide for itself",
                      what),
          false};
}

// What is there counts for nothing. An object that cannot be read is the scan's to tell.
std::vector<Diagnostic> ignore_all(const std::string& path) {
  std::vector<Diagnostic> diagnostics;
  const auto is_there = [&path](std::string_view name) {
    const auto file = file_in_head(path, std::string(name), kLargestBaseline);
    return file ? file->has_value() : file.error().kind == ErrorKind::kLimit;
  };
  if (is_there(kConfigurationName))
    diagnostics.push_back(ignored(kConfigurationName, "configuration"));
  if (is_there(kBaselineName)) diagnostics.push_back(ignored(kBaselineName, "baseline"));
  return diagnostics;
}

Status trust(const std::string& path, const std::string& folder, BulkScanOptions& options) {
  KEYHOUND_TRY(auto committed, load_committed_configuration(path, std::string(kHead)));
  Configuration configuration = committed ? std::move(*committed) : Configuration();
  configuration.registries.clear();
  configuration.policies.clear();
  configuration.policy_entries.clear();
  configuration.outputs.clear();
  configuration.format.reset();
  const bool is_named = configuration.baseline.has_value();
  const std::string name = is_named ? configuration.baseline->value : std::string(kBaselineName);
  configuration.baseline.reset();
  options.scan.configuration.chosen = std::move(configuration);

  BaselineOptions& baseline = options.scan.baseline;
  if (baseline.is_off || !baseline.file.empty()) return {};
  KEYHOUND_TRY(const auto content, file_in_head(path, name, kLargestBaseline));
  if (!content && is_named) {
    return fail(ErrorKind::kConfiguration,
                fmt::format("scan.baseline of the configuration: HEAD has no {}", name));
  }
  if (!content) {
    baseline.is_off = true;
    return {};
  }
  baseline.file = folder + "/baseline";
  baseline.shown = name;
  baseline.is_configured = true;
  return write_file(baseline.file, *content);
}

}  // namespace

Result<std::vector<Diagnostic>> apply_repository_configuration(const std::string& path,
                                                               const std::string& folder,
                                                               BulkScanOptions& options) {
  if (options.trusts_configuration) {
    KEYHOUND_TRY_STATUS(trust(path, folder, options));
    return std::vector<Diagnostic>();
  }
  if (options.scan.baseline.file.empty()) options.scan.baseline.is_off = true;
  return ignore_all(path);
}

}  // namespace keyhound
