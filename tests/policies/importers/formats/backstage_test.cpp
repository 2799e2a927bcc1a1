// SPDX-License-Identifier: Apache-2.0
// policies/importers/formats/backstage.cpp
#include "tests/policies/importers/imports.h"

namespace keyhound {
namespace {

using testing::check_damaged;
using testing::check_golden;
using testing::import_fixture;
using testing::import_options;
using testing::import_problems;
using testing::imported;
using testing::loaded;

}  // namespace

TEST_CASE("Backstage: parties, proposed operators, and owners who are gone") {
  const ImportedRegistry import = check_golden("backstage", "backstage", {"catalog-info.yaml"});
  const Registry registry = loaded(import);
  REQUIRE(registry.credentials.size() == 3);
  for (const Credential& credential : registry.credentials) {
    CHECK(credential.owner.accountable.empty());
  }
  CHECK(registry.find_party("group:payments")->contact == "pay@acme.example");
  CHECK(registry.find_party("user:ana")->status == "active");
  CHECK(registry.find_party("user:ben")->status == "left");   // annotated
  CHECK(registry.find_party("user:cleo")->status == "left");  // owns, but is not in the catalog
  CHECK(registry.find_party("user:cleo")->observed_status.source == "backstage");
  CHECK(import.left_out.size() == 3);
  CHECK(write_import(import, import_options()).find("ana.private") == std::string::npos);
}

TEST_CASE("Backstage: a component takes the owner of its system, and its repository as place") {
  const Registry registry =
      loaded(imported("backstage", {{"c.yaml", import_fixture("backstage/catalog-info.yaml")}}));
  const auto operator_at = [&registry](std::string_view repository) -> std::string {
    for (const Credential& credential : registry.credentials) {
      for (const Locator& locator : credential.identity.locators) {
        if (locator.repo == repository) return credential.owner.operator_party;
      }
    }
    return "none";
  };
  CHECK(operator_at("acme/pay") == "group:payments");
  CHECK(operator_at("acme/ledger") == "user:cleo");
}

TEST_CASE("Backstage: a catalog without any user says nothing of users") {
  const std::string component =
      "kind: Component\nmetadata:\n  name: a\n  annotations: {github.com/project-slug: acme/a}\n"
      "spec: {owner: \"user:ana\"}\n";
  CHECK(imported("backstage", {{"c", component}}).document.observations.empty());
  const std::string user = "---\nkind: User\nmetadata: {name: ben}\n";
  CHECK(imported("backstage", {{"c", component + user}}).document.observations.size() == 1);
}

TEST_CASE("Backstage: what is no entity is told with line and column") {
  CHECK(import_problems("backstage", "kind: User\nmetadata: {name: [x]}\n") ==
        "in:2:18: name: expected a text of at most 500 bytes\nin:1:1: an entity needs kind and "
        "metadata.name");
  CHECK(import_problems("backstage", "- a\n").find("in:1:1: expected an entity") == 0);
  CHECK(import_problems("backstage", "a: [\n").find("in:") == 0);
  const std::string user = "kind: User\nmetadata: {name: ben}\n";
  CHECK(import_problems("backstage", user + "---\n" + user).find("twice; the first is at in:1:1") !=
        std::string::npos);
}

TEST_CASE("Backstage: hostile names stay names") {
  for (const std::string& name : testing::hostile_names()) {
    std::string quoted = "'";
    for (const char c : name.substr(0, 400)) {
      if (static_cast<unsigned char>(c) < ' ') continue;
      quoted += c == '\'' ? "''" : std::string(1, c);
    }
    quoted += "'";
    CAPTURE(quoted);
    loaded(imported("backstage",
                    {{"c", "kind: Resource\nmetadata: {name: " + quoted + ", title: " + quoted +
                               "}\nspec: {type: secret, owner: " + quoted + "}\n"}}));
  }
}

TEST_CASE("Backstage: damaged input is answered with problems") {
  check_damaged("backstage", import_fixture("backstage/catalog-info.yaml"));
}

}  // namespace keyhound
