// SPDX-License-Identifier: Apache-2.0
// The rows are taken in the order of their import, so that the last word of a system counts where a
// fact has one value at a time. Dates of events only move forward: a report that does not know of
// the last rotation yet must not undo it. A row says nothing about the entries of a higher layer:
// who writes a repository's registry does not write that of the organisation.
#include "policies/registry/observation_merge.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>

namespace keyhound {
namespace {

enum class Wins { kObserved, kLater };

// The one member of a Lifecycle that a fact is kept in, as declared, as observed, and what counts.
struct FactRow {
  DatedFact LifecycleFacts::*kept;
  DatedFact& (*counts)(Lifecycle&);
  Wins wins;
};

constexpr FactRow kFacts[] = {
    {&LifecycleFacts::created, [](Lifecycle& l) -> DatedFact& { return l.created; },
     Wins::kObserved},
    {&LifecycleFacts::expires, [](Lifecycle& l) -> DatedFact& { return l.expires; },
     Wins::kObserved},
    {&LifecycleFacts::last_rotated, [](Lifecycle& l) -> DatedFact& { return l.last_rotated; },
     Wins::kLater},
    {&LifecycleFacts::last_used, [](Lifecycle& l) -> DatedFact& { return l.last_used; },
     Wins::kLater},
    {&LifecycleFacts::revoked, [](Lifecycle& l) -> DatedFact& { return l.revoked.at; },
     Wins::kLater},
};

void split_own_facts(Lifecycle& lifecycle) {
  for (const FactRow& row : kFacts) {
    const DatedFact& own = row.counts(lifecycle);
    if (!own.at) continue;
    (is_observed(own) ? lifecycle.observed : lifecycle.declared).*row.kept = own;
  }
}

void take(const LifecycleFacts& seen, Lifecycle& lifecycle) {
  for (const FactRow& row : kFacts) {
    const DatedFact& fact = seen.*row.kept;
    if (!fact.at) continue;
    DatedFact& observed = lifecycle.observed.*row.kept;
    const bool replaces = !observed.at || row.wins == Wins::kObserved || *observed.at <= *fact.at;
    if (replaces) observed = fact;
    const DatedFact& declared = lifecycle.declared.*row.kept;
    const bool counts = !declared.at || row.wins == Wins::kObserved || *declared.at <= *observed.at;
    if (counts) row.counts(lifecycle) = observed;
  }
}

ObservedText status_of(const Observation& row) {
  return {row.facts.status, row.imported, row.source, row.evidence, row.place};
}

// Whoever vouches for a revocation goes behind any system that tried it.
void take(const RevocationCheck& seen, RevocationCheck& check) {
  if (!seen.at.at) return;
  const bool is_attested = !check.at.at || !is_observing_source(check.method);
  if (is_attested || *check.at.at <= *seen.at.at) check = seen;
}

void merge(const Observation& row, Credential& credential) {
  take(row.facts.lifecycle, credential.lifecycle);
  take(row.facts.verification, credential.lifecycle.revoked.verification);
  if (!row.facts.status.empty()) credential.observed_status = status_of(row);
}

// `declared` is the status that the party's entry says.
void merge(const Observation& row, const std::string& declared, Party& party) {
  const ObservedFacts& facts = row.facts;
  if (!facts.status.empty()) {
    party.observed_status = status_of(row);
    party.status = declared == "active" ? facts.status : declared;
  }
  if (facts.valid_until.at) {
    party.observed_valid_until = facts.valid_until;
    party.valid_until = facts.valid_until.at;
  }
  if (party.contact.empty()) party.contact = facts.contact;
}

using Index = std::unordered_map<std::string_view, std::size_t>;

std::optional<std::size_t> find_in(const Index& index, std::string_view key) {
  const auto found = index.find(key);
  if (key.empty() || found == index.end()) return std::nullopt;
  return found->second;
}

struct CredentialIndex {
  Index ids;
  Index provider_ids;
  Index secret_refs;

  explicit CredentialIndex(const std::vector<Credential>& credentials) {
    for (std::size_t i = 0; i < credentials.size(); ++i) {
      ids.try_emplace(credentials[i].id, i);
      const Identity& identity = credentials[i].identity;
      for (const PublicId& id : identity.provider_ids) provider_ids.try_emplace(id.value, i);
      for (const PublicId& ref : identity.secret_refs) secret_refs.try_emplace(ref.value, i);
    }
  }

  [[nodiscard]] std::optional<std::size_t> find(const Observation& row) const {
    if (const auto found = find_in(ids, row.credential)) return found;
    if (const auto found = find_in(provider_ids, row.provider_id)) return found;
    return find_in(secret_refs, row.secret_ref);
  }
};

std::vector<Observation*> by_import(std::vector<Observation>& observations) {
  std::vector<Observation*> rows;
  rows.reserve(observations.size());
  for (Observation& row : observations) rows.push_back(&row);
  std::stable_sort(rows.begin(), rows.end(), [](const Observation* a, const Observation* b) {
    return a->imported < b->imported;
  });
  return rows;
}

RegistryProblem below_its_entry(const Registry& registry, const Observation& row,
                                std::size_t above) {
  const std::string& path = registry.layers[above].path;
  return {row.place, "this observation is about an entry of a higher layer, '" + path +
                         "', of which a lower one can say nothing; name this file before that "
                         "layer (--registry " +
                         row.place.file + " --registry " + path + "), or put it into that layer"};
}

}  // namespace

std::vector<RegistryProblem> merge_observations(Registry& registry) {
  std::vector<RegistryProblem> problems;
  for (Credential& credential : registry.credentials) split_own_facts(credential.lifecycle);
  if (registry.observations.empty()) return problems;
  const CredentialIndex credentials(registry.credentials);
  Index parties;
  std::vector<std::string> declared;
  for (std::size_t i = 0; i < registry.parties.size(); ++i) {
    parties.try_emplace(registry.parties[i].id, i);
    declared.push_back(registry.parties[i].status);
  }
  for (Observation* row : by_import(registry.observations)) {
    const auto party = find_in(parties, row->party);
    const auto credential = credentials.find(*row);
    if (party && registry.parties[*party].layer >= row->layer) {
      merge(*row, declared[*party], registry.parties[*party]);
      row->is_matched = true;
    } else if (credential && registry.credentials[*credential].layer >= row->layer) {
      merge(*row, registry.credentials[*credential]);
      row->is_matched = true;
    } else if (party || credential) {
      const std::size_t above =
          party ? registry.parties[*party].layer : registry.credentials[*credential].layer;
      problems.push_back(below_its_entry(registry, *row, above));
    }
  }
  return problems;
}

}  // namespace keyhound
