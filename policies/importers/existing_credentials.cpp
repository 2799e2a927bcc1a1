// SPDX-License-Identifier: Apache-2.0
#include "policies/importers/existing_credentials.h"

#include <set>

namespace keyhound {
namespace {

std::string_view without_key(std::string_view reference) {
  return reference.substr(0, reference.find('#'));
}

// Calls `use` with every strong key of the identity.
template <class Use>
void for_each_key(const Identity& identity, Use use) {
  for (const FingerprintEntry& entry : identity.fingerprints) use(entry.value);
  for (const PublicId& id : identity.provider_ids) use(id.value);
  for (const PublicId& key : identity.public_keys) use(key.value);
  for (const PublicId& reference : identity.secret_refs) use(reference.value);
}

}  // namespace

ExistingCredentials::ExistingCredentials(const Registry* registry) : registry_(registry) {
  if (registry_ == nullptr) return;
  for (std::size_t i = 0; i < registry_->credentials.size(); ++i) {
    const Credential& credential = registry_->credentials[i];
    ids_.emplace(credential.id, i);
    for_each_key(credential.identity, [&](std::string_view key) { keys_.emplace(key, i); });
    for (const PublicId& reference : credential.identity.secret_refs) {
      secret_places_.emplace(without_key(reference.value), i);
    }
  }
}

std::vector<std::string> ExistingCredentials::find(const Credential& imported) const {
  std::set<std::size_t> found;
  const auto look_up = [&found](const Index& index, std::string_view key) {
    const auto [begin, end] = index.equal_range(key);
    for (auto at = begin; at != end; ++at) found.insert(at->second);
  };
  for_each_key(imported.identity, [&](std::string_view key) { look_up(keys_, key); });
  for (const PublicId& reference : imported.identity.secret_refs) {
    if (reference.value.find('#') == std::string::npos) look_up(secret_places_, reference.value);
  }
  if (found.empty()) look_up(ids_, imported.id);
  std::vector<std::string> ids;
  for (const std::size_t index : found) ids.push_back(registry_->credentials[index].id);
  return ids;
}

}  // namespace keyhound
