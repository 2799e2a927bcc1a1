// SPDX-License-Identifier: Apache-2.0
#include "policies/evaluation/registry_index.h"

namespace keyhound {
namespace {

template <class Map>
typename Map::mapped_type find_in(const Map& map, std::string_view id) {
  const auto found = map.find(id);
  return found == map.end() ? nullptr : found->second;
}

}  // namespace

RegistryIndex::RegistryIndex(const Registry* registry, const LedgerFacts* ledger)
    : ledger_(ledger) {
  if (registry == nullptr) return;
  for (const Party& party : registry->parties) parties_.emplace(party.id, &party);
  for (const Credential& credential : registry->credentials)
    credentials_.emplace(credential.id, &credential);
}

const Party* RegistryIndex::party(std::string_view id) const { return find_in(parties_, id); }

const Credential* RegistryIndex::credential(std::string_view id) const {
  return find_in(credentials_, id);
}

void RegistryIndex::describe(const Credential* credential, PolicyFacts& facts) const {
  facts.credential = credential;
  if (credential == nullptr) return;
  facts.owner = party(credential->owner.accountable);
  facts.operator_party = party(credential->owner.operator_party);
  facts.deputy = party(credential->owner.deputy);
  facts.escalation.clear();
  if (facts.owner != nullptr) {
    for (const std::string& id : facts.owner->escalation) {
      if (const Party* one = party(id)) facts.escalation.push_back(one);
    }
  }
  if (ledger_ == nullptr) return;
  const auto creation = ledger_->creations.find(credential->id);
  if (creation != ledger_->creations.end()) facts.creation = &creation->second;
}

}  // namespace keyhound
