// SPDX-License-Identifier: Apache-2.0
#include "policies/evaluation/check_settings.h"

#include <iterator>

#include "policies/registry/yaml_files.h"
#include "scanner/base/file.h"
#include "scanner/yaml/document.h"

namespace keyhound {
namespace {

// Whether the word that says so stands in the text at all: most files are policies.
bool may_be_settings(std::string_view yaml) {
  return yaml.find("PolicySettings") != std::string_view::npos && is_policy_settings(yaml);
}

}  // namespace

bool is_policy_settings(std::string_view yaml) {
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
      if (!may_be_settings(text)) continue;
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
