// SPDX-License-Identifier: Apache-2.0
#include "policies/evaluation/secret_levels.h"

#include <array>
#include <utility>

#include "policies/registry/secret_reference.h"

namespace keyhound {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kSystemOfStore = {{
    {"github-secrets", "github"},
    {"gitlab-variables", "gitlab"},
    {"vault", "vault"},
    {"aws-secrets-manager", "aws-sm"},
    {"azure-key-vault", "azure-kv"},
}};

constexpr std::array<std::pair<std::string_view, std::string_view>, 2> kSystemOfPlatform = {{
    {"github-actions", "github"},
    {"gitlab-ci", "gitlab"},
}};

bool is_ci(std::string_view system) { return system == "github" || system == "gitlab"; }

// What the reference says itself, else what its store, name and repository say.
std::string written(const Reference& reference, std::string_view repository) {
  if (!reference.secret_ref.empty()) return reference.secret_ref;
  const std::string& name = reference.id.empty() ? reference.name : reference.id;
  const std::string system(secret_system(reference));
  if (name.empty() || system.empty()) return {};
  if (!is_ci(system)) {
    return system + ":" + name + (reference.field.empty() ? "" : "#" + reference.field);
  }
  if (repository.empty()) return {};
  return system + ":" + std::string(repository) + ":" + name;
}

std::string canonical_or_empty(const std::string& text) {
  return canonical_secret_reference(text).value_or(std::string());
}

SecretLevel level_of(const CiVariable& variable, std::string_view project,
                     std::string_view environment) {
  const std::string place = std::string(variable.system) + ":" + std::string(project) + ":";
  SecretLevel level{place + std::string(variable.name), {}, {}};
  if (environment.empty()) return level;
  level.scoped = canonical_or_empty(place + "environment/" + std::string(environment) + ":" +
                                    std::string(variable.name));
  if (const auto scoped = ci_variable(level.scoped)) level.environment = scoped->environment;
  return level;
}

std::vector<SecretLevel> ci_levels(const CiVariable& variable, std::string_view job_environment) {
  const std::string_view environment =
      variable.environment.empty() ? job_environment : variable.environment;
  std::vector<SecretLevel> levels = {level_of(variable, variable.project, environment)};
  // An organisation of GitHub has no environments, a group of GitLab has.
  const std::string_view above = variable.system == "gitlab" ? environment : std::string_view();
  for (std::size_t end = variable.project.rfind('/'); end != std::string_view::npos && end > 0;
       end = variable.project.rfind('/', end - 1)) {
    levels.push_back(level_of(variable, variable.project.substr(0, end), above));
  }
  return levels;
}

}  // namespace

std::string_view secret_system(const Reference& reference) {
  if (!reference.secret_ref.empty()) {
    return std::string_view(reference.secret_ref).substr(0, reference.secret_ref.find(':'));
  }
  for (const auto& [store, system] : kSystemOfStore)
    if (store == reference.store) return system;
  if (!reference.store.empty()) return reference.store;
  if (reference.kind != "secret" && !reference.kind.empty()) return {};
  for (const auto& [platform, system] : kSystemOfPlatform)
    if (platform == reference.platform) return system;
  return {};
}

std::vector<SecretLevel> secret_levels(const Reference& reference, std::string_view repository) {
  const std::string canonical = canonical_or_empty(written(reference, repository));
  if (canonical.empty()) return {};
  if (const auto variable = ci_variable(canonical)) {
    return ci_levels(*variable, reference.environment);
  }
  std::vector<SecretLevel> levels = {{canonical, {}, {}}};
  // An entry for a whole secret of Vault is one for each of its fields.
  const std::size_t field = canonical.rfind('#');
  if (canonical.starts_with("vault:") && field != std::string::npos)
    levels.push_back({canonical.substr(0, field), {}, {}});
  return levels;
}

}  // namespace keyhound
