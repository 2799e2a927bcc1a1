// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/migration_inputs.h"

#include <fmt/format.h>

#include <filesystem>
#include <iterator>

#include "scanner/base/file.h"
#include "scanner/cli/gitleaks_run.h"
#include "scanner/migration/detect_secrets_waivers.h"
#include "scanner/migration/exclude_file.h"
#include "scanner/migration/gitleaks_waivers.h"

namespace keyhound {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kLargestFile = 256U << 20U;  // bytes

struct UsualPlace {
  std::string_view tool;
  std::string_view name;
  std::vector<std::string> MigrationPaths::*list;
};

constexpr UsualPlace kUsualPlaces[] = {
    {"gitleaks", ".gitleaks.toml", &MigrationPaths::gitleaks_config},
    {"gitleaks", ".gitleaksignore", &MigrationPaths::gitleaks_ignore},
    {"gitleaks", "gitleaks-baseline.json", &MigrationPaths::gitleaks_baseline},
    {"gitleaks", ".gitleaks-baseline.json", &MigrationPaths::gitleaks_baseline},
    {"detect-secrets", ".secrets.baseline", &MigrationPaths::detect_secrets},
    {"trufflehog", ".trufflehog-exclude", &MigrationPaths::exclude_paths},
    {"trufflehog", ".trufflehog-exclude.txt", &MigrationPaths::exclude_paths},
    {"trufflehog", "trufflehog-exclude.txt", &MigrationPaths::exclude_paths},
};

std::string usual_names(const std::string& tool) {
  std::string names;
  for (const UsualPlace& place : kUsualPlaces) {
    if (!tool.empty() && place.tool != tool) continue;
    names += (names.empty() ? "" : ", ") + std::string(place.name);
  }
  return names;
}

// Adds the usual files to the kinds for which no option names one.
void find_usual(MigrationPaths& paths) {
  MigrationPaths found;
  for (const UsualPlace& place : kUsualPlaces) {
    if (!paths.tool.empty() && place.tool != paths.tool) continue;
    if (!(paths.*place.list).empty()) continue;
    const fs::path file = fs::path(paths.target) / place.name;
    std::error_code error;
    if (fs::is_regular_file(file, error))
      (found.*place.list).push_back(file.lexically_normal().string());
  }
  for (const UsualPlace& place : kUsualPlaces) {
    auto& list = paths.*place.list;
    if (list.empty()) list = std::move(found.*place.list);
    (found.*place.list).clear();
  }
}

void take(ForeignWaivers from, ForeignWaivers& to) {
  const auto add = [](auto& source, auto& target) {
    std::move(source.begin(), source.end(), std::back_inserter(target));
  };
  add(from.waivers, to.waivers);
  add(from.allowlists, to.allowlists);
  add(from.notes, to.notes);
}

template <class Read>
Status read_each(const std::vector<std::string>& names, const Read& read, MigrationInputs& inputs) {
  for (const std::string& name : names) {
    KEYHOUND_TRY(const std::string content, read_file(name, kLargestFile));
    KEYHOUND_TRY(ForeignWaivers waivers, read(content, name));
    take(std::move(waivers), inputs.waivers);
    inputs.files.push_back(name);
  }
  return {};
}

// Absolute paths, as `gitleaks dir` writes them, become those below the target.
void make_relative(const std::string& target, std::vector<ForeignWaiver>& waivers) {
  std::error_code error;
  const fs::path root = fs::canonical(target, error);
  if (error) return;
  for (ForeignWaiver& waiver : waivers) {
    if (!waiver.path.starts_with('/')) continue;
    const fs::path inside = fs::path(waiver.path).lexically_relative(root);
    if (!inside.empty() && *inside.begin() != "..") waiver.path = inside.generic_string();
  }
}

}  // namespace

Result<MigrationInputs> read_migration_inputs(MigrationPaths paths) {
  if (!paths.tool.empty() && usual_names(paths.tool).empty()) {
    return fail(
        ErrorKind::kUsage,
        fmt::format("--from: '{}' is none of gitleaks, detect-secrets, trufflehog", paths.tool));
  }
  std::error_code error;
  if (!fs::is_directory(paths.target, error))
    return fail(ErrorKind::kUsage, paths.target + ": no directory");
  find_usual(paths);
  MigrationInputs inputs;
  if (!paths.gitleaks_config.empty()) {
    KEYHOUND_TRY(inputs.gitleaks, load_gitleaks_rules(paths.gitleaks_config.front()));
    inputs.files.push_back(paths.gitleaks_config.front());
  }
  KEYHOUND_TRY_STATUS(read_each(
      paths.gitleaks_ignore,
      [](std::string_view text, const std::string& name) {
        return Result<ForeignWaivers>(read_gitleaks_ignore(text, name));
      },
      inputs));
  KEYHOUND_TRY_STATUS(read_each(paths.gitleaks_baseline, read_gitleaks_report, inputs));
  KEYHOUND_TRY_STATUS(read_each(
      paths.detect_secrets,
      [](std::string_view text, const std::string& name) {
        return read_detect_secrets_baseline(text, name, check_regex);
      },
      inputs));
  KEYHOUND_TRY_STATUS(read_each(
      paths.exclude_paths,
      [](std::string_view text, const std::string& name) {
        return Result<ForeignWaivers>(read_exclude_file(text, name, check_regex));
      },
      inputs));
  if (inputs.files.empty()) {
    return fail(ErrorKind::kUsage,
                fmt::format("{}: nothing to migrate; there is none of {}. Name the files with "
                            "--gitleaks-config, --gitleaks-ignore, --gitleaks-baseline, "
                            "--detect-secrets-baseline or --exclude-paths",
                            paths.target, usual_names(paths.tool)));
  }
  make_relative(paths.target, inputs.waivers.waivers);
  return inputs;
}

}  // namespace keyhound
