// SPDX-License-Identifier: Apache-2.0
#include "policies/evaluation/reference_index.h"

#include <algorithm>
#include <utility>

#include "policies/evaluation/reference_scope.h"
#include "policies/evaluation/secret_levels.h"
#include "policies/registry/secret_reference.h"
#include "scanner/base/ascii.h"

namespace keyhound {
namespace {

std::vector<std::string> list_of(const std::set<std::string>& texts) {
  return {texts.begin(), texts.end()};
}

void add_named(std::set<std::string>& names, std::string_view name) {
  if (!name.empty()) names.emplace(name);
}

// Without an entry a secret is known by its name in the project, whatever the environment.
std::string secret_of(const Reference& reference, std::string_view repository,
                      const std::optional<CredentialTie>& tie) {
  if (tie) return "credential " + std::to_string(tie->credential);
  const std::vector<SecretLevel> levels = secret_levels(reference, repository);
  return levels.empty() ? std::string() : levels.front().name;
}

}  // namespace

ReferenceIndex::ReferenceIndex(const JudgeInput& input, const CredentialMatcher* matcher)
    : input_(input) {
  if (input.references == nullptr) return;
  if (input.results <= 1) add_named(looked_at_, to_lower_ascii(input.repository));
  for (const std::string& repository : input.inventoried)
    add_named(looked_at_, to_lower_ascii(repository));
  std::set<std::string> seen_in_files;
  for (const Reference& reference : *input.references) add(reference, matcher, seen_in_files);
}

void ReferenceIndex::add(const Reference& reference, const CredentialMatcher* matcher,
                         std::set<std::string>& seen_in_files) {
  const std::string_view repository = repository_of(reference);
  add_named(looked_at_, to_lower_ascii(repository));
  Joined& joined = joined_[&reference];
  if (reference.resolution != Resolution::kExact) {
    unresolved_.push_back(&reference);
    return;
  }
  if (matcher != nullptr) joined.tie = matcher->match_reference(reference, repository);
  if (joined.tie) {
    naming_[&input_.registry->credentials[joined.tie->credential]].push_back(&reference);
  }
  joined.secret = secret_of(reference, repository, joined.tie);
  if (joined.secret.empty()) return;
  joined.is_first_in_file =
      seen_in_files
          .insert(joined.secret + "\n" + std::string(repository) + "\n" + reference.location.path)
          .second;
  Secret& secret = secrets_[joined.secret];
  if (secret.first == nullptr) secret.first = &reference;
  add_named(secret.repositories, to_lower_ascii(repository));
  add_named(secret.environments, reference.environment);
  add_named(secret.platforms, reference.platform);
}

std::string_view ReferenceIndex::repository_of(const Reference& reference) const {
  return reference.repository.empty() ? std::string_view(input_.repository)
                                      : std::string_view(reference.repository);
}

const CredentialTie* ReferenceIndex::tie(const Reference& reference) const {
  const std::optional<CredentialTie>& tie = joined_.at(&reference).tie;
  return tie ? &*tie : nullptr;
}

ReferenceUse ReferenceIndex::use_of(const Reference& reference) const {
  const Joined& joined = joined_.at(&reference);
  ReferenceUse use;
  use.is_first_in_file = joined.is_first_in_file;
  if (const auto secret = secrets_.find(joined.secret); secret != secrets_.end()) {
    use.is_first = secret->second.first == &reference;
    use.repositories = list_of(secret->second.repositories);
    use.environments = list_of(secret->second.environments);
    use.platforms = list_of(secret->second.platforms);
  }
  if (!joined.tie) return use;
  const CredentialLocations& locations =
      input_.registry->credentials[joined.tie->credential].locations;
  use.is_consumer = is_consumer(locations, reference, repository_of(reference));
  use.is_allowed = is_allowed_store(locations, reference, repository_of(reference));
  return use;
}

std::vector<const Reference*> ReferenceIndex::naming(const Credential& credential) const {
  const auto found = naming_.find(&credential);
  return found == naming_.end() ? std::vector<const Reference*>() : found->second;
}

bool ReferenceIndex::is_looked_at(std::string_view repository) const {
  return looked_at_.contains(to_lower_ascii(repository));
}

// A project's secret can be used in the project only; for others the consumers must be recorded.
bool ReferenceIndex::is_covered(const Credential& credential, std::string_view secret_ref) const {
  const auto variable = ci_variable(secret_ref);
  if (variable && is_looked_at(variable->project)) return true;
  bool has_consumers = false;
  for (const std::string& consumer : credential.locations.consumers) {
    const std::string_view repository = repository_of_consumer(consumer);
    if (repository.empty()) continue;
    has_consumers = true;
    if (!is_looked_at(repository)) return false;
  }
  return has_consumers;
}

bool ReferenceIndex::may_mean(const Reference& unresolved, std::string_view secret_ref) const {
  const std::string_view system = secret_system(unresolved);
  if (system.empty()) return true;
  if (system != secret_ref.substr(0, secret_ref.find(':'))) return false;
  const auto variable = ci_variable(secret_ref);
  if (!variable) return true;
  const std::string repository = to_lower_ascii(repository_of(unresolved));
  const bool is_above = repository.starts_with(std::string(variable->project) + "/");
  return repository.empty() || repository == variable->project || is_above;
}

std::optional<ReferenceCoverage> ReferenceIndex::coverage_of(const Credential& credential) const {
  if (input_.references == nullptr) return std::nullopt;
  const std::vector<PublicId>& names = credential.identity.secret_refs;
  ReferenceCoverage coverage;
  coverage.is_complete =
      !names.empty() && std::all_of(names.begin(), names.end(), [&](const PublicId& name) {
        return is_covered(credential, name.value);
      });
  for (const Reference* reference : unresolved_) {
    const bool is_meant = std::any_of(names.begin(), names.end(), [&](const PublicId& name) {
      return may_mean(*reference, name.value);
    });
    coverage.unresolved += is_meant ? 1 : 0;
  }
  return coverage;
}

}  // namespace keyhound
