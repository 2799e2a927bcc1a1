// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "scanner/base/ascii.h"
#include "scanner/pipelines/check.h"
#include "scanner/pipelines/finding_builder.h"
#include "scanner/pipelines/platform.h"

namespace keyhound {
namespace {

// Azure names tags so, and people rarely move one. Elsewhere a name says nothing of what it is, and
// whoever can push to a repository can move both its tags and its branches.
bool is_tag(std::string_view revision) { return revision.starts_with("refs/tags/"); }

// An orb's version that changes under one's feet.
bool is_volatile(std::string_view revision) {
  return revision == "volatile" || revision.starts_with("dev:");
}

std::optional<Level> level_of(const Include& include) {
  if (include.is_plain_http) return Level::kError;
  if (include.is_pinned || include.is_same_repository) return std::nullopt;
  switch (include.kind) {
    case IncludeKind::kRemote:
      return Level::kWarning;
    case IncludeKind::kProject:
      return is_tag(include.revision) ? std::nullopt : std::optional(Level::kWarning);
    case IncludeKind::kPackage:
      if (is_volatile(include.revision)) return Level::kWarning;
      return include.revision == "~latest" ? std::optional(Level::kNote) : std::nullopt;
    default:
      return std::nullopt;
  }
}

// The secrets that what is included comes to see.
std::size_t count_secrets(const Definition& definition) {
  std::vector<std::string_view> names;
  for (const SecretReference& reference : definition.references)
    if (is_kept_secret(reference) || reference.kind == "context" ||
        reference.kind == "variable-group")
      names.push_back(reference.id);
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names.size();
}

// An address without what may be a credential in it.
std::string shown(const Include& include) {
  if (include.kind != IncludeKind::kRemote) return include.target;
  const std::size_t scheme = include.target.find("://");
  const std::size_t begin = scheme == std::string::npos ? 0 : scheme + 3;
  const std::string_view rest = std::string_view(include.target).substr(begin);
  const std::string_view authority = rest.substr(0, rest.find('/'));
  const std::size_t user = authority.rfind('@');
  return std::string(user == std::string_view::npos ? authority : authority.substr(user + 1));
}

void run(const CheckContext& context, std::vector<PipelineFinding>& findings) {
  const Definition& definition = context.definition;
  std::optional<std::size_t> secrets;
  for (const Include& include : definition.includes) {
    const auto level = level_of(include);
    if (!level) continue;
    if (!secrets) secrets = count_secrets(definition);
    if (*secrets == 0) return;
    findings.push_back(finding_at(
        include, *level,
        fmt::format("what is included from {} can change at any time{}, and {} used here",
                    shown(include), include.is_plain_http ? ", also on its way" : "",
                    *secrets == 1 ? "a secret is" : fmt::format("{} secrets are", *secrets))));
  }
}

}  // namespace

extern const Check kRemoteIncludeWithSecretsCheck;
const Check kRemoteIncludeWithSecretsCheck = {
    .info = {.id = "remote-include-with-secrets",
             .number = "P24",
             .title = "A definition with secrets takes in what others can change",
             .description =
                 "A part of the pipeline comes from another place and is not pinned. Whoever can "
                 "change it there, or on its way, runs code with the secrets of this pipeline.",
             .remedy = "Pin it: a full commit id as `ref`, `integrity:` of a remote file, an exact "
                       "version of an orb or component; or keep a copy in the repository.",
             .level = Level::kWarning,
             .weaknesses = "CWE-829 CWE-494 CICD-SEC-3 CICD-SEC-4",
             .reference = "https://docs.gitlab.com/ci/yaml/#includeintegrity"},
    .run = run,
};

}  // namespace keyhound
