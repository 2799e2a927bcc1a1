// SPDX-License-Identifier: Apache-2.0
// Jenkins: Jenkinsfiles, and the steps of shared libraries (vars/*.groovy).
// https://www.jenkins.io/doc/book/pipeline/
#include "scanner/base/ascii.h"
#include "scanner/pipelines/platform.h"
#include "scanner/pipelines/platforms/jenkins/jenkins_reader.h"

namespace keyhound {
namespace {

// "Jenkinsfile", "Jenkinsfile.release", "deploy.jenkinsfile"; not "Jenkinsfile.md".
bool is_jenkinsfile(std::string_view name) {
  constexpr std::string_view kName = "jenkinsfile";
  if (name.ends_with(".jenkinsfile") || name == kName || name == "jenkinsfile.groovy") return true;
  if (!name.starts_with(kName)) return false;
  for (const std::string_view end : {".md", ".txt", ".yml", ".yaml", ".json", ".html", ".png"})
    if (name.ends_with(end)) return false;
  const char mark = name[kName.size()];
  return mark == '.' || mark == '-' || mark == '_';
}

bool has_path(std::string_view path) {
  const std::string lower = to_lower_ascii(path);
  const std::string_view name = std::string_view(lower).substr(lower.rfind('/') + 1);
  if (is_jenkinsfile(name)) return true;
  const std::string slashed = "/" + lower;
  const std::size_t folder = slashed.rfind('/');
  constexpr std::string_view kLibrarySteps = "/vars";
  return name.ends_with(".groovy") &&
         std::string_view(slashed).substr(0, folder).ends_with(kLibrarySteps);
}

}  // namespace

extern const Platform kJenkinsPlatform;
const Platform kJenkinsPlatform = {
    .id = "jenkins",
    .name = "Jenkins",
    .syntax = DefinitionSyntax::kText,
    .has_path = has_path,
    .read = read_jenkinsfile,
};

}  // namespace keyhound
