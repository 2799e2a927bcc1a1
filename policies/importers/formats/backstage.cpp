// SPDX-License-Identifier: Apache-2.0
// Backstage catalog: groups and users become parties; the owner of a component is proposed as
// operator of what stands in its repository, the owner of a resource that is a credential as
// operator of that. That an owner is missing from a catalog that has its kind, or is annotated as
// gone, is observed.
// https://backstage.io/docs/features/software-catalog/descriptor-format
// https://backstage.io/docs/features/software-catalog/references
#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "policies/importers/catalog.h"
#include "policies/importers/names.h"
#include "policies/registry/secret_reference.h"
#include "scanner/base/ascii.h"

namespace keyhound {
namespace {

// spec.type of resources that are credentials.
constexpr std::array<std::string_view, 12> kCredentialTypes = {
    "credential",  "secret",  "api-key", "access-key",      "token",          "password",
    "certificate", "ssh-key", "webhook", "service-account", "encryption-key", "deploy-key"};
constexpr std::array<std::string_view, 4> kRegistryTypes = {"certificate", "ssh-key",
                                                            "encryption-key", "webhook"};
constexpr std::string_view kStatus = "keyhound.dev/status";
constexpr std::string_view kOrphan = "backstage.io/orphan";

class CatalogImport {
 public:
  CatalogImport(const std::vector<CatalogEntity>& entities, ImportBuilder& builder,
                std::span<const ImportFile> files);

  void add_parties();
  void add_owned();
  void add_absent_owners();

 private:
  [[nodiscard]] std::string owner_of(const CatalogEntity& entity) const;
  std::string operator_of(const CatalogEntity& entity);
  void add_component(const CatalogEntity& entity);
  void add_resource(const CatalogEntity& entity);
  void observe_status(const std::string& party, std::string_view status, const ImportPlace& place);
  [[nodiscard]] const ImportFile& file_at(const ImportPlace& place) const;

  ImportBuilder& builder_;
  std::span<const ImportFile> files_;
  std::map<std::string, const CatalogEntity*> by_reference_;
  std::set<std::string> kinds_;
  std::map<std::string, ImportPlace> owners_;  // references of all owners, and who names them
};

CatalogImport::CatalogImport(const std::vector<CatalogEntity>& entities, ImportBuilder& builder,
                             std::span<const ImportFile> files)
    : builder_(builder), files_(files) {
  for (const CatalogEntity& entity : entities) {
    kinds_.insert(entity.kind);
    const auto [first, is_new] = by_reference_.emplace(reference_of(entity), &entity);
    if (is_new) continue;
    builder_.error(entity.place, "this entity stands in the catalog twice; the first is at " +
                                     first->second->place);
  }
}

const ImportFile& CatalogImport::file_at(const ImportPlace& place) const {
  const auto is_in = [&place](const ImportFile& file) {
    return place.starts_with(file.name + ":");
  };
  const auto found = std::find_if(files_.begin(), files_.end(), is_in);
  return found == files_.end() ? files_.front() : *found;
}

void CatalogImport::observe_status(const std::string& party, std::string_view status,
                                   const ImportPlace& place) {
  Observation row = builder_.observation(file_at(place));
  row.party = party;
  row.facts.status = status;
  builder_.add_observation(std::move(row));
}

void CatalogImport::add_parties() {
  for (const auto& [reference, entity] : by_reference_) {
    if (entity->kind != "group" && entity->kind != "user") continue;
    Party party;
    party.id = party_of_reference(reference);
    if (party.id.empty()) {
      builder_.error(entity->place, "its name cannot be the id of a party");
      continue;
    }
    const bool is_user = entity->kind == "user";
    party.type = is_user ? "human" : "team";
    party.contact = entity->contact;
    if (entity->has_profile) builder_.remark("users whose profile (name, e-mail) was dropped");
    const std::string status = entity->annotation(kStatus);
    const bool is_gone = status == "left" || status == "inactive" || status == "dissolved";
    if (is_gone) observe_status(party.id, status, entity->place);
    if (!is_gone && entity->annotation(kOrphan) == "true") {
      observe_status(party.id, is_user ? "left" : "dissolved", entity->place);
    }
    builder_.add_party(std::move(party));
  }
}

// As written, else of the system that it is a part of; the full reference.
std::string CatalogImport::owner_of(const CatalogEntity& entity) const {
  if (!entity.owner.empty()) return full_reference(entity.owner, "group", entity.name_space);
  const auto system =
      by_reference_.find(full_reference(entity.system, "system", entity.name_space));
  if (entity.system.empty() || system == by_reference_.end()) return {};
  const CatalogEntity& above = *system->second;
  return full_reference(above.owner, "group", above.name_space);
}

std::string CatalogImport::operator_of(const CatalogEntity& entity) {
  const std::string reference = owner_of(entity);
  const std::string party = party_of_reference(reference);
  if (party.empty()) {
    builder_.remark("entities have no owner that is a group or user");
  } else {
    owners_.emplace(reference, entity.place);
  }
  return party;
}

std::string repository_in(const CatalogEntity& entity) {
  for (const std::string_view key : {"github.com/project-slug", "gitlab.com/project-slug"}) {
    const std::string repository = repository_of(entity.annotation(key));
    if (!repository.empty()) return repository;
  }
  std::string source = entity.annotation("backstage.io/source-location");
  if (source.starts_with("url:")) source.erase(0, 4);
  for (const std::string_view end : {"/-/", "/tree/", "/blob/"}) {
    source = source.substr(0, source.find(end));
  }
  return repository_of(source);
}

void CatalogImport::add_component(const CatalogEntity& entity) {
  const std::string repository = repository_in(entity);
  if (repository.empty()) {
    builder_.leave_out("components whose annotations name no repository");
    return;
  }
  Credential credential;
  credential.id = id_of({"backstage", reference_of(entity)});
  credential.title = shortened("What stands in the repository of " + entity.name);
  credential.identity.locators.push_back({{}, "**", repository, {}, {}});
  credential.owner.operator_party = operator_of(entity);
  credential.locations.consumers = {"repo:" + repository};
  builder_.add_credential(std::move(credential), entity.place,
                          {"operator: by the owner of the component"});
}

void CatalogImport::add_resource(const CatalogEntity& entity) {
  const std::string type = to_lower_ascii(entity.type);
  const auto is_type = [&type](std::string_view known) { return known == type; };
  if (std::none_of(kCredentialTypes.begin(), kCredentialTypes.end(), is_type)) {
    builder_.leave_out("resources that are no credentials, by their spec.type");
    return;
  }
  Credential credential;
  credential.id = id_of({"backstage", reference_of(entity)});
  credential.title = shortened(entity.title.empty() ? entity.name : entity.title);
  credential.kind = type;
  const bool has_own_type = std::any_of(kRegistryTypes.begin(), kRegistryTypes.end(), is_type);
  if (has_own_type) credential.type = type;
  const std::string provider_id = entity.annotation("keyhound.dev/provider-id");
  if (!provider_id.empty()) credential.identity.provider_ids.push_back({provider_id, {}});
  const std::string written = entity.annotation("keyhound.dev/secret-ref");
  if (!written.empty()) {
    const Result<std::string> reference = canonical_secret_reference(written);
    if (reference) {
      credential.identity.secret_refs.push_back({*reference, {}});
    } else {
      builder_.error(entity.place, "keyhound.dev/secret-ref: " + reference.error().message);
    }
  }
  credential.owner.operator_party = operator_of(entity);
  builder_.add_credential(std::move(credential), entity.place,
                          {"operator: by the owner of the resource"});
}

void CatalogImport::add_owned() {
  for (const auto& [reference, entity] : by_reference_) {
    if (entity->kind == "component") {
      add_component(*entity);
    } else if (entity->kind == "resource") {
      add_resource(*entity);
    } else if (entity->kind != "group" && entity->kind != "user" && entity->kind != "system") {
      builder_.leave_out("entities that own no credentials (APIs, domains, locations, templates)");
    }
  }
}

// A catalog without any user says nothing of users.
void CatalogImport::add_absent_owners() {
  for (const auto& [reference, place] : owners_) {
    const std::string kind = reference.substr(0, reference.find(':'));
    if (by_reference_.contains(reference) || !kinds_.contains(kind)) continue;
    observe_status(party_of_reference(reference), kind == "user" ? "left" : "dissolved", place);
    builder_.remark("owners that the catalog does not have any more");
  }
}

void read_backstage(std::span<const ImportFile> files, ImportBuilder& builder) {
  const std::vector<CatalogEntity> entities = read_catalog(files, builder);
  CatalogImport import(entities, builder, files);
  import.add_parties();
  import.add_owned();
  import.add_absent_owners();
}

}  // namespace

extern const Importer kBackstageImporter;
const Importer kBackstageImporter{"backstage", "catalog-info.yaml: groups, users and what they own",
                                  "backstage", false, read_backstage};

}  // namespace keyhound
