// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "scanner/base/ascii.h"
#include "scanner/pipelines/check.h"
#include "scanner/pipelines/finding_builder.h"
#include "scanner/pipelines/platform.h"

namespace keyhound {
namespace {

// Folders whose own files are credentials. What lies deeper (~/.docker/cli-plugins) is not.
constexpr std::array<std::string_view, 9> kFolders = {".aws",    ".azure",     ".config/gcloud",
                                                      ".docker", ".gnupg",     ".kube",
                                                      ".ssh",    ".config/gh", ".terraform.d"};

constexpr std::array<std::string_view, 22> kFiles = {
    ".netrc",
    ".npmrc",
    ".pypirc",
    ".git-credentials",
    ".pgpass",
    ".vault-token",
    ".aws/credentials",
    ".aws/sso/cache",
    ".config/gcloud/application_default_credentials.json",
    ".config/gcloud/credentials.db",
    ".docker/config.json",
    ".kube/config",
    ".ssh/id_rsa",
    ".ssh/id_ed25519",
    ".ssh/id_ecdsa",
    ".m2/settings.xml",
    ".gradle/gradle.properties",
    ".terraform.d/credentials",
    ".terraform.d/credentials.tfrc.json",
    ".cargo/credentials",
    ".cargo/credentials.toml",
    ".gem/credentials"};

// "/", "/*" and "/**" behind a folder say no more than the folder.
std::string_view without_tail(std::string_view path) {
  while (!path.empty() && (path.back() == '/' || path.back() == '*' || path.back() == '\\'))
    path.remove_suffix(1);
  return path;
}

// Whether the last parts of `path` are `name`.
bool ends_in(std::string_view path, std::string_view name) {
  return path.ends_with(name) &&
         (path.size() == name.size() || path[path.size() - name.size() - 1] == '/');
}

bool is_home(std::string_view path) {
  return path == "~" || path == "$HOME" || path == "${HOME}" || path == "/root" ||
         path == "%USERPROFILE%";
}

// The credentials that a cached path brings along; empty: none.
std::string_view credentials_in(std::string_view pattern) {
  if (pattern.starts_with('!')) return {};
  const std::string_view path = without_tail(pattern);
  if (is_home(path)) return "the whole home folder";
  for (const std::string_view folder : kFolders)
    if (ends_in(path, folder)) return folder;
  for (const std::string_view file : kFiles)
    if (ends_in(path, file)) return file;
  return {};
}

void run(const CheckContext& context, std::vector<PipelineFinding>& findings) {
  const Definition& definition = context.definition;
  for (const Cache& cache : definition.caches) {
    for (const SourceText& path : cache.paths) {
      const std::string_view what = credentials_in(path.text);
      if (what.empty()) continue;
      PipelineFinding finding;
      finding.level = Level::kWarning;
      finding.range = path.whole;
      finding.subject = path.text;
      finding.key_path = cache.key_path;
      finding.scope = cache.scope;
      finding.message =
          "the cache keeps credentials: " + std::string(what) + in_scope(definition, cache.scope);
      findings.push_back(std::move(finding));
    }
  }
}

}  // namespace

extern const Check kCredentialDirCachedCheck;
const Check kCredentialDirCachedCheck = {
    .info = {.id = "credential-dir-cached",
             .number = "P14",
             .title = "Credentials in a cache",
             .description =
                 "A cache stores a place where tools keep credentials. Caches live for weeks, and "
                 "other branches and pull requests read them.",
             .remedy = "Cache the folder of packages alone (~/.npm, ~/.m2/repository), and replace "
                       "what was cached.",
             .level = Level::kWarning,
             .weaknesses = "CWE-538 CICD-SEC-6 NHI2",
             .reference = "https://docs.github.com/en/actions/reference/workflows-and-actions/"
                          "dependency-caching"},
    .run = run,
};

}  // namespace keyhound
