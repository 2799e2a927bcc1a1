// SPDX-License-Identifier: Apache-2.0
#include "policies/evaluation/credential_matcher.h"

#include <algorithm>
#include <set>
#include <utility>

#include "policies/evaluation/secret_levels.h"
#include "policies/registry/secret_reference.h"

namespace keyhound {
namespace {

constexpr std::string_view kPublicKeyName = "public_key";
constexpr std::string_view kKeyName = "key_name";

bool is_found_by_rule(const Finding& finding, std::string_view rule) {
  return finding.rule_id == rule ||
         std::find(finding.also_matched.begin(), finding.also_matched.end(), rule) !=
             finding.also_matched.end();
}

// Without its escapes; only for patterns that Glob::is_literal() says match one text.
std::string unescaped(std::string_view pattern) {
  std::string text;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] == '\\' && i + 1 < pattern.size()) ++i;
    text += pattern[i];
  }
  return text;
}

// The directory that a path must lie in to match, with its slash at the end; empty: any.
std::string_view literal_directory(std::string_view pattern) {
  const std::string_view literal = pattern.substr(0, pattern.find_first_of("*?\\"));
  return literal.substr(0, literal.rfind('/') + 1);  // npos + 1 is 0
}

// "", "a/" and "a/b/" for "a/b/c".
std::vector<std::string_view> directories_of(std::string_view path) {
  std::vector<std::string_view> directories = {""};
  for (std::size_t slash = path.find('/'); slash != std::string_view::npos;
       slash = path.find('/', slash + 1)) {
    directories.push_back(path.substr(0, slash + 1));
  }
  return directories;
}

std::string glob_key(std::string_view rule, std::string_view directory) {
  return std::string(rule) + '\n' + std::string(directory);
}

// Whether `text` is `pattern`, whose "*" stands for anything.
bool matches_stars(std::string_view pattern, std::string_view text) {
  std::size_t at = 0;
  std::size_t star = std::string_view::npos;
  std::size_t taken = 0;
  std::size_t i = 0;
  while (i < text.size()) {
    if (at < pattern.size() && pattern[at] == '*') {
      star = at++;
      taken = i;
    } else if (at < pattern.size() && pattern[at] == text[i]) {
      ++at;
      ++i;
    } else if (star != std::string_view::npos) {
      at = star + 1;
      i = ++taken;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', at) == std::string_view::npos;
}

}  // namespace

CredentialMatcher::CredentialMatcher(const Registry& registry) {
  for (std::size_t i = 0; i < registry.credentials.size(); ++i) {
    const Identity& identity = registry.credentials[i].identity;
    for (const auto& entry : identity.fingerprints) {
      fingerprints_.try_emplace(entry.value, Value{&entry, i});
    }
    for (const auto& id : identity.provider_ids) provider_ids_.try_emplace(id.value, i);
    for (const auto& key : identity.public_keys) public_keys_.try_emplace(key.value, i);
    for (const auto& ref : identity.secret_refs) {
      secret_refs_.try_emplace(ref.value, i);
      add_scope(ref.value, i);
    }
    for (const auto& locator : identity.locators) add_locator(locator, i);
  }
}

// The longest pattern is the closest, as on GitLab.
void CredentialMatcher::add_scope(std::string_view secret_ref, std::size_t credential) {
  const auto variable = ci_variable(secret_ref);
  if (!variable || variable->environment.find('*') == std::string_view::npos) return;
  std::string name = std::string(variable->system) + ":" + std::string(variable->project) + ":" +
                     std::string(variable->name);
  std::vector<Scope>& scopes = scopes_[std::move(name)];
  const auto place = std::find_if(scopes.begin(), scopes.end(), [&variable](const Scope& scope) {
    return scope.environment.size() < variable->environment.size();
  });
  scopes.insert(place, {variable->environment, credential});
}

void CredentialMatcher::add_locator(const Locator& locator, std::size_t credential) {
  Place place{&locator, Glob(locator.path.empty() ? "**" : locator.path), std::nullopt, credential};
  if (!locator.repo.empty()) place.repo.emplace(locator.repo);
  if (place.path.is_literal()) {
    by_path_[unescaped(locator.path)].push_back(std::move(place));
  } else {
    by_directory_[glob_key(locator.rule, literal_directory(locator.path))].push_back(
        std::move(place));
  }
}

bool CredentialMatcher::agrees(const Place& place, const Finding& finding, std::string_view path,
                               std::string_view repository) {
  const Locator& locator = *place.locator;
  if (place.repo && (repository.empty() || !place.repo->matches(repository))) return false;
  if (!locator.rule.empty() && !is_found_by_rule(finding, locator.rule)) return false;
  if (!locator.key_name.empty()) {
    const bool has_name = std::any_of(
        finding.identity.begin(), finding.identity.end(), [&locator](const auto& named) {
          return named.first == kKeyName && named.second == locator.key_name;
        });
    if (!has_name) return false;
  }
  return place.path.matches(path);
}

// Of several places that agree, the entry that stands first in the registry wins.
std::optional<std::size_t> CredentialMatcher::match_place(const Finding& finding,
                                                          std::string_view repository) const {
  if (by_path_.empty() && by_directory_.empty()) return std::nullopt;
  std::optional<std::size_t> best;
  std::set<std::string_view> paths;
  for (const Occurrence& occurrence : finding.occurrences) paths.insert(occurrence.location.path);
  const auto try_places = [&](const auto& index, const std::string& key, std::string_view path) {
    const auto places = index.find(key);
    if (places == index.end()) return;
    for (const Place& place : places->second) {
      const bool is_better = !best || place.credential < *best;
      if (is_better && agrees(place, finding, path, repository)) best = place.credential;
    }
  };
  std::vector<std::string_view> rules = {"", finding.rule_id};
  rules.insert(rules.end(), finding.also_matched.begin(), finding.also_matched.end());
  for (const std::string_view path : paths) {
    try_places(by_path_, std::string(path), path);
    if (by_directory_.empty()) continue;
    for (const std::string_view directory : directories_of(path)) {
      for (const std::string_view rule : rules) {
        try_places(by_directory_, glob_key(rule, directory), path);
      }
    }
  }
  return best;
}

std::optional<CredentialTie> CredentialMatcher::match_fingerprint(
    std::string_view short_form) const {
  const auto value = fingerprints_.find(short_form);
  if (value == fingerprints_.end()) return std::nullopt;
  return CredentialTie{value->second.credential, kByFingerprint, value->second.entry};
}

std::optional<std::size_t> CredentialMatcher::match_level(const SecretLevel& level) const {
  const auto scoped = secret_refs_.find(level.scoped);
  if (scoped != secret_refs_.end()) return scoped->second;
  if (const auto scopes = scopes_.find(level.name); scopes != scopes_.end()) {
    for (const Scope& scope : scopes->second)
      if (matches_stars(scope.environment, level.environment)) return scope.credential;
  }
  const auto named = secret_refs_.find(level.name);
  if (named != secret_refs_.end()) return named->second;
  return std::nullopt;
}

std::optional<CredentialTie> CredentialMatcher::match_reference(const Reference& reference,
                                                                std::string_view repository) const {
  for (const SecretLevel& level : secret_levels(reference, repository)) {
    if (const auto found = match_level(level)) return CredentialTie{*found, kBySecretRef};
  }
  if (reference.kind != "identity") return std::nullopt;
  const auto id = provider_ids_.find(reference.id.empty() ? reference.name : reference.id);
  if (id == provider_ids_.end()) return std::nullopt;
  return CredentialTie{id->second, kByProviderId};
}

std::optional<CredentialTie> CredentialMatcher::match(const Finding& finding,
                                                      std::string_view repository) const {
  if (!fingerprints_.empty()) {
    if (const auto tie = match_fingerprint(finding.fingerprint.short_form())) return tie;
    for (const std::string& previous : finding.previous_fingerprints) {
      if (const auto tie = match_fingerprint(previous)) return tie;
    }
  }
  for (const auto& [name, value] : finding.identity) {
    const auto id = provider_ids_.find(value);
    if (name != kPublicKeyName && id != provider_ids_.end()) {
      return CredentialTie{id->second, kByProviderId};
    }
  }
  for (const auto& [name, value] : finding.identity) {
    const auto key = public_keys_.find(value);
    if (name == kPublicKeyName && key != public_keys_.end()) {
      return CredentialTie{key->second, kByPublicKey};
    }
  }
  if (const auto place = match_place(finding, repository)) return CredentialTie{*place, kByLocator};
  return std::nullopt;
}

}  // namespace keyhound
