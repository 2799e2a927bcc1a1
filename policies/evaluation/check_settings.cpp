// SPDX-License-Identifier: Apache-2.0
#include "policies/evaluation/check_settings.h"

#include <iterator>

#include "policies/registry/yaml_files.h"
#include "scanner/base/file.h"
#include "scanner/yaml/document.h"

namespace keyhound {
bool is_policy_settings(std::string_view yaml) {
  // Most files are policies, and need not be parsed to tell.
  if (yaml.find("PolicySettings") == std::string_view::npos) return false;
  const Result<YamlDocument> document = YamlDocument::parse(yaml);
  if (!document || document->roots().empty()) return false;
  const YamlNode* kind = document->roots().front()->find("kind");
  return kind != nullptr && kind->text() == "PolicySettings";
}

Result<std::vector<CheckSetting>> load_check_settings(const std::vector<std::string>& paths) {
  std::vector<CheckSetting> checks;
  std::string problems;
  for (const std::string& path : paths) {
    KEYHOUND_TRY(const std::vector<std::string> files, yaml_files_at(path, kMostPolicies));
    for (const std::string& file : files) {
      KEYHOUND_TRY(const std::string text, read_file(file, kLargestPolicyFile));
      if (!is_policy_settings(text)) continue;
      auto settings = parse_policy_settings(text, file);
      if (settings) {
        std::move(settings->checks.begin(), settings->checks.end(), std::back_inserter(checks));
      } else {
        problems += (problems.empty() ? "" : "\n") + settings.error().message;
      }
    }
  }
  if (problems.empty()) return checks;
  return fail(ErrorKind::kConfiguration, problems);
}

}  // namespace keyhound
