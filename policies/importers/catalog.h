// SPDX-License-Identifier: Apache-2.0
// Private to policies/importers/: the entities of a Backstage catalog, as far as they tell who owns
// what. https://backstage.io/docs/features/software-catalog/descriptor-format
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "policies/importers/import_builder.h"

namespace keyhound {

struct CatalogEntity {
  std::string kind;  // lower case: "group"
  std::string name_space = "default";
  std::string name;
  std::string title;
  std::string type;          // spec.type
  std::string owner;         // spec.owner, as written
  std::string system;        // spec.system, as written
  std::string contact;       // spec.profile.email of a group
  bool has_profile = false;  // of a user, which is not read
  std::map<std::string, std::string, std::less<>> annotations;
  ImportPlace place;

  [[nodiscard]] std::string annotation(std::string_view key) const;
};

// "[kind:][namespace/]name" with what is not given filled in, in lower case:
// "group:default/payments". Empty: it is no reference.
std::string full_reference(std::string_view reference, std::string_view default_kind,
                           std::string_view default_namespace);
std::string reference_of(const CatalogEntity& entity);
// The party of a group or user: "group:payments", and "group:other/payments" of another namespace.
// Empty for references to other kinds.
std::string party_of_reference(std::string_view full_reference);

// All documents of all files; problems go to the builder.
std::vector<CatalogEntity> read_catalog(std::span<const ImportFile> files, ImportBuilder& builder);

}  // namespace keyhound
