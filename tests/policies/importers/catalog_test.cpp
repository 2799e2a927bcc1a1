// SPDX-License-Identifier: Apache-2.0
#include "policies/importers/catalog.h"

#include "tests/policies/importers/imports.h"

namespace keyhound {

TEST_CASE("References are filled in with kind and namespace, in lower case") {
  CHECK(full_reference("Payments", "group", "default") == "group:default/payments");
  CHECK(full_reference("user:ana", "group", "default") == "user:default/ana");
  CHECK(full_reference("group:other/pay", "group", "default") == "group:other/pay");
  CHECK(full_reference("other/pay", "group", "default") == "group:other/pay");
  for (const char* broken : {"", ":", "group:", "/", "a/", ":x"}) {
    CAPTURE(broken);
    CHECK(full_reference(broken, "group", "default").empty());
  }
  CHECK(party_of_reference("group:default/payments") == "group:payments");
  CHECK(party_of_reference("user:other/ana") == "user:other/ana");
  CHECK(party_of_reference("system:default/shop").empty());
  CHECK(party_of_reference("user:default/a b").empty());
  CHECK(party_of_reference("").empty());
}

TEST_CASE("Every document of a catalog is an entity, with its place") {
  const ImportOptions options = testing::import_options();
  ImportBuilder builder(*find_importer("backstage"), options);
  const std::vector<ImportFile> files = {
      make_import_file("a.yaml",
                       "kind: Group\nmetadata: {name: pay, annotations: {k: v, n: [1]}}\n"
                       "spec: {profile: {email: pay@acme.example}}\n---\n---\n"
                       "kind: Location\nmetadata: {name: all}\nspec: {type: url, targets: [x]}\n"),
      make_import_file("b.yaml",
                       "kind: User\nmetadata: {name: ana, namespace: ext}\n"
                       "spec: {profile: {email: x}}\n")};
  const std::vector<CatalogEntity> entities = read_catalog(files, builder);
  CHECK(builder.problems().empty());
  REQUIRE(entities.size() == 3);
  CHECK(entities[0].contact == "pay@acme.example");
  CHECK(entities[0].annotation("k") == "v");
  CHECK(entities[0].annotation("n").empty());
  CHECK(entities[1].place == "a.yaml:6:1");
  CHECK(reference_of(entities[2]) == "user:ext/ana");
  CHECK(entities[2].contact.empty());
  CHECK(entities[2].has_profile);
}

}  // namespace keyhound
