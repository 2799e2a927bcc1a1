// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/gitleaks_run.h"

#include <filesystem>

#include "policies/importers/rule_names.h"
#include "scanner/engine/pattern.h"
#include "scanner/migration/gitleaks_extend.h"
#include "scanner/migration/gitleaks_filter.h"
#include "scanner/migration/gitleaks_paths.h"

namespace keyhound {

Status check_regex(std::string_view regex) {
  KEYHOUND_TRY_STATUS(Pattern::compile(regex));
  return {};
}

std::vector<std::string> own_rule_names(std::string_view foreign) {
  const auto names = rules_named(foreign);
  return {names.begin(), names.end()};
}

Result<std::shared_ptr<const GitleaksRules>> load_gitleaks_rules(const std::string& path) {
  const std::string beside = std::filesystem::path(path).parent_path().string();
  KEYHOUND_TRY(const GitleaksConfig config,
               load_gitleaks_config(path, read_gitleaks_files(beside), check_regex));
  return std::make_shared<const GitleaksRules>(translate_gitleaks(config, own_rule_names));
}

void add_gitleaks_settings(const GitleaksRules& rules, ScanSettings& settings) {
  settings.disabled_rules.insert(settings.disabled_rules.end(), rules.disabled_defaults.begin(),
                                 rules.disabled_defaults.end());
  for (const Rule& rule : rules.file.rules) settings.takes_fillers.push_back(rule.id);
}

Status apply_gitleaks(const GitleaksRules& rules, const ScanContext& context,
                      std::span<const ScanRequest> requests, ScanResult& result) {
  for (const MigrationNote& note : rules.notes) {
    result.diagnostics.push_back(
        {"gitleaks-config", note.place,
         note.message + (note.next_step.empty() ? "" : "; " + note.next_step), false});
  }
  for (const ScanRequest& request : requests) {
    KEYHOUND_TRY(PlaceTexts texts, PlaceTexts::open(request.target));
    KEYHOUND_TRY(GitleaksFilter filter, GitleaksFilter::create(rules, context, texts));
    KEYHOUND_TRY_STATUS(filter.apply(result));
    KEYHOUND_TRY_STATUS(add_path_findings(rules, context, request, texts, result));
  }
  return {};
}

}  // namespace keyhound
