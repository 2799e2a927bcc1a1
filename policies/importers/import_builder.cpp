// SPDX-License-Identifier: Apache-2.0
#include "policies/importers/import_builder.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "policies/importers/existing_credentials.h"
#include "policies/importers/names.h"

namespace keyhound {
namespace {

constexpr std::string_view kDeclared = "declared";

// Those of `from` that `into` does not have.
template <class T, class Same>
void join(std::vector<T>& into, std::vector<T> from, Same same) {
  for (T& item : from) {
    const bool is_there =
        std::any_of(into.begin(), into.end(), [&](const T& other) { return same(item, other); });
    if (!is_there) into.push_back(std::move(item));
  }
}

void join(Credential& into, Credential from) {
  const auto same_id = [](const PublicId& a, const PublicId& b) { return a.value == b.value; };
  const auto same_print = [](const FingerprintEntry& a, const FingerprintEntry& b) {
    return a.value == b.value;
  };
  const auto same_place = [](const Locator& a, const Locator& b) {
    return a.rule == b.rule && a.path == b.path && a.repo == b.repo && a.key_name == b.key_name;
  };
  join(into.identity.provider_ids, std::move(from.identity.provider_ids), same_id);
  join(into.identity.public_keys, std::move(from.identity.public_keys), same_id);
  join(into.identity.secret_refs, std::move(from.identity.secret_refs), same_id);
  join(into.identity.fingerprints, std::move(from.identity.fingerprints), same_print);
  join(into.identity.locators, std::move(from.identity.locators), same_place);
  if (into.owner.operator_party.empty()) into.owner.operator_party = from.owner.operator_party;
}

auto order_of(const Observation& row) {
  return std::tie(row.credential, row.party, row.imported, row.evidence);
}

}  // namespace

DatedFact ImportBuilder::observed(Timestamp at, const ImportFile& file) const {
  return {at, std::string(importer_.source), file.digest, {}, {}};
}

DatedFact ImportBuilder::declared(Timestamp at, const ImportFile& file) const {
  return {at, std::string(kDeclared), file.digest, {}, {}};
}

Observation ImportBuilder::observation(const ImportFile& file) const {
  Observation row;
  row.imported = exported();
  row.source = importer_.source;
  row.evidence = file.digest;
  return row;
}

void ImportBuilder::leave_out(const std::string& reason, std::size_t rows) {
  if (rows > 0) imported_.left_out[reason] += rows;
}

void ImportBuilder::remark(const std::string& what, std::size_t count) {
  if (count > 0) imported_.remarks[what] += count;
}

void ImportBuilder::error(const ImportPlace& place, std::string_view reason) {
  problems_.push_back(place + ": " + std::string(reason));
}

Party ImportBuilder::party_with(std::string_view id) {
  Party party;
  party.id = id;
  party.type = id.starts_with("user:")     ? "human"
               : id.starts_with("vendor:") ? "third-party"
                                           : "team";
  return party;
}

bool ImportBuilder::has_party(std::string_view id) const {
  return options_.existing != nullptr && options_.existing->find_party(id) != nullptr;
}

void ImportBuilder::add_party(Party party) {
  if (party.id.empty()) return;
  const auto [place, is_new] = parties_.try_emplace(party.id, party);
  if (is_new) return;
  if (place->second.contact.empty()) place->second.contact = std::move(party.contact);
}

void ImportBuilder::claim_keys(const Credential& credential, const ImportPlace& place) {
  const auto claim = [&](std::string_view what, const std::string& value) {
    const auto [holder, is_new] =
        keys_.try_emplace(std::string(what) + value, credential.id, place);
    if (is_new || holder->second.first == credential.id) return;
    error(place, "its " + std::string(what) + " belongs to another entry already, the one at " +
                     holder->second.second + "; take one of the two out");
  };
  for (const auto& entry : credential.identity.fingerprints) claim("fingerprint", entry.value);
  for (const auto& id : credential.identity.provider_ids) claim("provider id", id.value);
  for (const auto& key : credential.identity.public_keys) claim("public key", key.value);
  for (const auto& ref : credential.identity.secret_refs) claim("secret reference", ref.value);
}

void ImportBuilder::add_credential(Credential credential, const ImportPlace& place,
                                   std::vector<std::string> notes, std::size_t rank) {
  claim_keys(credential, place);
  for (const std::string* party : {&credential.owner.accountable, &credential.owner.operator_party,
                                   &credential.owner.deputy}) {
    add_party(*party);
  }
  const auto same_note = [](const std::string& a, const std::string& b) { return a == b; };
  const std::string id = credential.id;
  const auto found = credentials_.find(id);
  if (found != credentials_.end()) {
    join(found->second.noted.entry, std::move(credential));
    join(found->second.noted.notes, std::move(notes), same_note);
    return;
  }
  credential.status = "proposed";
  credential.owner.proposed = start_of_day(options_.now);
  credentials_.emplace(id, Proposed{{std::move(credential), std::move(notes)}, rank, place});
}

void ImportBuilder::add_observation(Observation row) { observations_.push_back(std::move(row)); }

void ImportBuilder::add_exception(Exception exception, std::vector<std::string> notes) {
  exception.expires = options_.now + options_.exception_length;
  exception.requested_by = options_.requested_by;
  exception.approver = options_.approver;
  exception.ticket = options_.ticket;
  if (!exception.approver.empty()) exception.granted = options_.now;
  add_party(exception.requested_by);
  add_party(exception.approver);
  exceptions_.try_emplace(exception.id, Noted<Exception>{exception, std::move(notes)});
}

void ImportBuilder::settle_credentials() {
  const ExistingCredentials existing(options_.existing);
  std::map<std::string, std::vector<std::string>> known;
  std::vector<Proposed*> proposed;
  for (auto& [id, entry] : credentials_) {
    std::vector<std::string> ids = existing.find(entry.noted.entry);
    if (ids.empty()) {
      proposed.push_back(&entry);
    } else {
      known.emplace(id, std::move(ids));
    }
  }
  imported_.known = known.size();
  std::stable_sort(proposed.begin(), proposed.end(),
                   [](const Proposed* a, const Proposed* b) { return a->rank < b->rank; });
  for (Proposed* entry : proposed) {
    imported_.document.credentials.push_back(std::move(entry->noted));
  }
  settle_observations(known);
  settle_exceptions(known);
}

void ImportBuilder::settle_observations(
    const std::map<std::string, std::vector<std::string>>& known) {
  for (Observation& row : observations_) {
    const auto targets = known.find(row.credential);
    if (targets == known.end()) {
      imported_.document.observations.push_back(std::move(row));
      continue;
    }
    for (const std::string& id : targets->second) {
      row.credential = id;
      imported_.document.observations.push_back(row);
    }
  }
  auto& rows = imported_.document.observations;
  std::stable_sort(rows.begin(), rows.end(), [](const Observation& a, const Observation& b) {
    return order_of(a) < order_of(b);
  });
}

void ImportBuilder::settle_exceptions(
    const std::map<std::string, std::vector<std::string>>& known) {
  for (auto& [id, noted] : exceptions_) {
    const bool is_there =
        options_.existing != nullptr &&
        std::any_of(options_.existing->exceptions.begin(), options_.existing->exceptions.end(),
                    [&id = id](const Exception& exception) { return exception.id == id; });
    if (is_there) {
      leave_out("exceptions that the registry has already");
      continue;
    }
    const auto target = known.find(noted.entry.applies_to.credential);
    if (target != known.end()) noted.entry.applies_to.credential = target->second.front();
    imported_.document.exceptions.push_back(std::move(noted));
  }
}

ImportedRegistry ImportBuilder::finish() {
  imported_.format = importer_.name;
  imported_.source = importer_.source;
  settle_credentials();
  std::map<std::string, Party, std::less<>> named = std::move(parties_);
  for (auto& [id, party] : named) {
    if (!has_party(id)) imported_.document.parties.push_back(std::move(party));
  }
  return std::move(imported_);
}

}  // namespace keyhound
