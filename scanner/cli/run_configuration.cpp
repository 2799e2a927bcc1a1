// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/run_configuration.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "scanner/base/ascii.h"
#include "scanner/cli/configured_policies.h"
#include "scanner/config/config_loader.h"

namespace keyhound {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kMostRuleBytes = std::uint64_t{16} << 20;

tl::unexpected<Error> wrong(const Configuration& configuration, const ConfigOrigin& origin,
                            const std::string& what) {
  return fail(ErrorKind::kConfiguration, to_string(configuration, origin) + ": " + what);
}

// The paths of a list that must be files.
Result<std::vector<std::string>> files_of(const Configuration& configuration,
                                          const ConfiguredTexts& paths) {
  std::vector<std::string> files;
  for (const ConfiguredText& path : paths) {
    if (!configuration.source_of(path.origin).commit.empty()) {
      return wrong(configuration, path.origin,
                   fmt::format("{} is named by a file of a commit, and is read from files only; "
                               "name it in a file of the work tree, or on the command line "
                               "(--registry, --policies)",
                               path.value));
    }
    std::string file = resolved_path(configuration, path);
    std::error_code error;
    if (!fs::exists(file, error)) {
      return wrong(configuration, path.origin, fmt::format("there is no {}", file));
    }
    files.push_back(std::move(file));
  }
  return files;
}

bool has_git_folder(const fs::path& path) {
  return std::any_of(path.begin(), path.end(),
                     [](const fs::path& part) { return to_lower_ascii(part.string()) == ".git"; });
}

// FORMAT=FILE with the file below `root`: a repository's configuration chooses it, and may not
// write anywhere else, not even through a link.
Result<std::string> output_of(const Configuration& configuration, const ConfiguredText& output,
                              const std::string& root) {
  const std::size_t equals = output.value.find('=');
  if (equals == std::string::npos || equals == 0 || equals + 1 == output.value.size())
    return wrong(configuration, output.origin, output.value + ": must be FORMAT=FILE");
  const fs::path path = fs::path(root) / output.value.substr(equals + 1);
  std::error_code error;
  const fs::path whole = fs::weakly_canonical(path, error);
  const fs::path base = fs::weakly_canonical(root, error);
  const fs::path inside = whole.lexically_relative(base);
  if (error || inside.empty() || *inside.begin() == ".." || inside == "." ||
      has_git_folder(inside)) {
    return wrong(configuration, output.origin,
                 output.value +
                     ": a configuration writes reports inside of what is scanned and outside of "
                     ".git only; give --output for others");
  }
  const std::string shown = path.lexically_normal().string();
  std::string written = output.value.substr(0, equals + 1) + shown;
  if (const auto resolved = resolve_outputs("", {written}); !resolved)
    return wrong(configuration, output.origin, resolved.error().message);
  return written;
}

void apply_scan(const Configuration& configuration, ScanOptions& options,
                std::vector<ScanRequest>& requests) {
  const auto is_open = [&options](std::string_view name) { return !options.given.contains(name); };
  if (configuration.min_confidence && is_open("--min-confidence"))
    options.min_confidence = configuration.min_confidence->value;
  if (configuration.fail_on && is_open("--fail-on")) options.fail_on = configuration.fail_on->value;
  if (configuration.strict && is_open("--strict")) options.strict = configuration.strict->value;
  if (configuration.archives && is_open("--archives"))
    options.archives = configuration.archives->value;
  for (ScanRequest& request : requests) {
    request.strict_pipelines = options.strict;
    request.archives = archive_limits_of(options);
    request.excluded_paths = excluded_paths_of(configuration);
  }
}

}  // namespace

Status apply_rules(const Configuration& configuration, RuleOptions& options) {
  if (configuration.default_rules && !configuration.default_rules->value)
    options.no_default_rules = true;
  for (const ConfiguredText& path : configuration.rule_files) {
    if (configuration.source_of(path.origin).commit.empty()) {
      KEYHOUND_TRY(const auto files, files_of(configuration, {path}));
      options.configured.push_back({files.front(), std::nullopt});
    } else {
      auto text = read_configured_file(configuration, path, kMostRuleBytes);
      if (!text) return wrong(configuration, path.origin, text.error().message);
      options.configured.push_back({path.value, std::move(*text)});
    }
  }
  return {};
}

Result<std::vector<std::string>> policies_of(const Configuration& configuration) {
  return files_of(configuration, configuration.policies);
}

Status apply_judging(const Configuration& configuration, JudgeOptions& options) {
  if (options.registries.empty()) {
    KEYHOUND_TRY(options.registries, files_of(configuration, configuration.registries));
  }
  if (options.policies.empty()) {
    KEYHOUND_TRY(options.policies, policies_of(configuration));
    options.settings = policy_settings_of(configuration);
  }
  return {};
}

std::string baseline_of(const Configuration& configuration, const std::string& target) {
  if (!configuration.baseline) return {};
  const fs::path root = configuration_folder(target).value_or("");  // bare: a path in its commits
  return (root / configuration.baseline->value).lexically_normal().string();
}

Status apply_outputs(const Configuration& configuration, ScanOptions& options) {
  if (options.format.empty() && configuration.format) {
    const ConfiguredText& format = *configuration.format;
    if (const auto known = resolve_outputs(format.value, {}); !known)
      return wrong(configuration, format.origin, known.error().message);
    options.format = format.value;
  }
  if (!options.outputs.empty() || configuration.outputs.empty()) return {};
  const std::string root = configuration_folder(options.target).value_or(".");
  for (const ConfiguredText& output : configuration.outputs) {
    KEYHOUND_TRY(std::string written, output_of(configuration, output, root));
    options.outputs.push_back(std::move(written));
  }
  return {};
}

Status apply_configuration(const Configuration& configuration, ScanOptions& options,
                           std::vector<ScanRequest>& requests) {
  KEYHOUND_TRY_STATUS(apply_rules(configuration, options.rules));
  KEYHOUND_TRY_STATUS(apply_judging(configuration, options.judge));
  apply_scan(configuration, options, requests);
  if (options.baseline.file.empty() && !options.baseline.is_off) {
    options.baseline.file = baseline_of(configuration, options.target);
    options.baseline.is_configured = !options.baseline.file.empty();
  }
  return apply_outputs(configuration, options);
}

std::vector<std::string> excluded_paths_of(const Configuration& configuration) {
  std::vector<std::string> globs;
  for (const ConfiguredText& glob : configuration.excluded_paths) globs.push_back(glob.value);
  return globs;
}

}  // namespace keyhound
