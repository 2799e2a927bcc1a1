// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/forbidden_files.h"

#include <algorithm>
#include <filesystem>

#include "scanner/cli/run_configuration.h"
#include "scanner/config/config_loader.h"
#include "scanner/migration/gitleaks_paths.h"
#include "scanner/scan/path_exclusion.h"

namespace keyhound {
namespace {

namespace fs = std::filesystem;

bool counts(const AllowlistEntry& entry, Timestamp now) {
  if (entry.until && entry.until->value < now) return false;
  return entry.rules.empty() ||
         std::any_of(entry.rules.begin(), entry.rules.end(),
                     [](const ConfiguredText& rule) { return rule.value == kForbiddenFileRule; });
}

// What gitleaks has such rules for: its search serves both.
GitleaksRules rules_of(const Configuration& configuration, Timestamp now) {
  GitleaksRules rules;
  for (const ConfiguredText& regex : configuration.forbidden_paths) {
    GitleaksPathRule& rule = rules.path_rules.emplace_back();
    rule.id = kForbiddenFileRule;
    rule.description = "File that the configuration forbids";
    rule.path = regex.value;
  }
  for (const AllowlistEntry& entry : configuration.allowlists)
    if (counts(entry, now)) rules.file.allowlists.push_back(allowlist_of(entry));
  return rules;
}

// What stands between the root, which globs begin at, and the paths of a scan of `target`.
std::string prefix_of(const std::string& target) {
  std::error_code error;
  const auto root = configuration_folder(target);
  if (!root || !fs::is_directory(target, error)) return {};
  const fs::path inside =
      fs::weakly_canonical(target, error).lexically_relative(fs::weakly_canonical(*root, error));
  return error || inside.empty() || inside == "." ? std::string() : inside.generic_string() + "/";
}

}  // namespace

Status add_forbidden_files(const Configuration& configuration, const ScanContext& context,
                           std::span<const ScanRequest> requests, ScanResult& result) {
  const bool is_off = configuration.forbidden_paths.empty() ||
                      disabled_by(configuration, std::string(kForbiddenFileRule)) != nullptr;
  if (is_off) return {};
  const GitleaksRules rules = rules_of(configuration, context.settings().now);
  for (const ScanRequest& request : requests) {
    if (request.pipelines_only || request.mode == ScanMode::kStdin) continue;
    KEYHOUND_TRY(PlaceTexts texts, PlaceTexts::open(request.target));
    KEYHOUND_TRY_STATUS(add_path_findings(rules, context, request, texts, result));
    drop_excluded(PathExclusion(request.excluded_paths, prefix_of(request.target)), result);
  }
  return {};
}

}  // namespace keyhound
