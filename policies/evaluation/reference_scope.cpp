// SPDX-License-Identifier: Apache-2.0
#include "policies/evaluation/reference_scope.h"

#include <algorithm>
#include <string>

#include "policies/evaluation/secret_levels.h"
#include "policies/registry/secret_reference.h"
#include "scanner/base/ascii.h"
#include "scanner/base/glob.h"

namespace keyhound {
namespace {

constexpr std::string_view kRepository = "repo:";
constexpr std::string_view kPipeline = "pipeline:";

// Owners and names of repositories have no case on any platform that we know.
bool matches_repository(std::string_view pattern, std::string_view repository) {
  return !repository.empty() && glob_matches(to_lower_ascii(pattern), to_lower_ascii(repository));
}

std::string_view path_of_consumer(std::string_view consumer) {
  if (!consumer.starts_with(kPipeline)) return {};
  const std::size_t colon = consumer.find(':', kPipeline.size());
  return colon == std::string_view::npos ? std::string_view() : consumer.substr(colon + 1);
}

// "vault:kv/data/pay" allows "vault:kv/data/pay#aws", and "github:acme/pay" all secrets of it.
bool is_within(std::string_view place, std::string_view name) {
  if (place.empty() || !name.starts_with(place)) return false;
  if (place.size() == name.size() || place.back() == '/' || place.back() == ':') return true;
  const char next = name[place.size()];
  return next == '#' || next == '/' || next == ':';
}

bool allows(std::string_view allowed, const SecretLevel& level) {
  const bool has_no_case = level.name.starts_with("github:") || level.name.starts_with("azure-");
  const std::string place = canonical_secret_reference(allowed).value_or(std::string(allowed));
  const auto agrees = [&](const std::string& name) {
    if (name.empty()) return false;
    if (!has_no_case) return is_within(place, name) || glob_matches(place, name);
    const std::string lower = to_lower_ascii(name);
    return is_within(to_lower_ascii(place), lower) || glob_matches(to_lower_ascii(place), lower);
  };
  return agrees(level.name) || agrees(level.scoped);
}

}  // namespace

std::string_view repository_of_consumer(std::string_view consumer) {
  if (consumer.starts_with(kRepository)) return consumer.substr(kRepository.size());
  if (!consumer.starts_with(kPipeline)) return {};
  const std::string_view rest = consumer.substr(kPipeline.size());
  return rest.substr(0, rest.find(':'));
}

bool is_consumer(const CredentialLocations& locations, const Reference& reference,
                 std::string_view repository) {
  bool is_restricted = false;
  for (const std::string& consumer : locations.consumers) {
    const std::string_view named = repository_of_consumer(consumer);
    if (named.empty()) continue;
    is_restricted = true;
    const std::string_view path = path_of_consumer(consumer);
    if (matches_repository(named, repository) &&
        (path.empty() || glob_matches(path, reference.location.path))) {
      return true;
    }
  }
  return !is_restricted;
}

bool is_allowed_store(const CredentialLocations& locations, const Reference& reference,
                      std::string_view repository) {
  const std::vector<SecretLevel> levels = secret_levels(reference, repository);
  if (locations.allowed.empty() || levels.empty()) return true;
  return std::any_of(
      locations.allowed.begin(), locations.allowed.end(), [&](const std::string& allowed) {
        if (allowed.starts_with(kRepository))
          return matches_repository(repository_of_consumer(allowed), repository);
        return std::any_of(levels.begin(), levels.end(),
                           [&](const SecretLevel& level) { return allows(allowed, level); });
      });
}

}  // namespace keyhound
