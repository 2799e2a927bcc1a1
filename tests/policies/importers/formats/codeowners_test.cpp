// SPDX-License-Identifier: Apache-2.0
// policies/importers/formats/codeowners.cpp
#include "policies/registry/codeowners.h"

#include "scanner/base/glob.h"
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

// The operator of the first entry whose locators match, as a scan takes it.
std::string first_operator(const Registry& registry, std::string_view path) {
  for (const Credential& credential : registry.credentials) {
    for (const Locator& locator : credential.identity.locators) {
      if (glob_matches(locator.path, path)) return credential.owner.operator_party;
    }
  }
  return "no entry";
}

}  // namespace

TEST_CASE("CODEOWNERS: an owner of code is proposed as operator, never as accountable") {
  const ImportedRegistry import = check_golden("codeowners", "codeowners", {"CODEOWNERS"});
  const Registry registry = loaded(import);
  CHECK(registry.credentials.size() == 6);
  for (const Credential& credential : registry.credentials) {
    CHECK(credential.status == "proposed");
    CHECK(credential.owner.accountable.empty());
    CHECK_FALSE(credential.owner.accepted.at.has_value());
    CHECK(credential.owner.proposed == testing::kImportTime);
  }
  CHECK(import.left_out.at("owners that are neither @name nor e-mail address") == 1);
}

TEST_CASE("CODEOWNERS: the entry that a scan takes names the owner that the file names") {
  for (const char* folder : {"codeowners", "codeowners-gitlab"}) {
    const std::string text = import_fixture(std::string(folder) + "/CODEOWNERS");
    const Registry registry = loaded(imported("codeowners", {{"CODEOWNERS", text}}));
    const Codeowners codeowners = Codeowners::parse(text);
    for (const char* path :
         {"x.c", "deploy/prod.env", "docs/a.md", "docs/sub/a.md", "infra/main.tf", "vendored/x.js",
          "deploy/main.tf", "model/db/x.sql", "model/db/special", "secret.md", "a/secret.md"}) {
      CAPTURE(path);
      const auto& owners = codeowners.owners_of(path);
      CHECK(first_operator(registry, path) ==
            (owners.empty() ? "" : party_of_code_owner(owners.front())));
    }
  }
}

TEST_CASE("CODEOWNERS: GitLab's sections, their owners and approvals are kept as comments") {
  const ImportedRegistry import = check_golden("codeowners", "codeowners-gitlab", {"CODEOWNERS"});
  const std::string yaml = write_import(import, import_options());
  CHECK(yaml.find("section \"Data base\", 2 approvals") != std::string::npos);
  CHECK(yaml.find("section Documents, optional") != std::string::npos);
}

TEST_CASE("CODEOWNERS: of two lines with one pattern the last counts") {
  const Registry registry = loaded(imported("codeowners", {{"C", "a @one\nb @two\na @three\n"}}));
  REQUIRE(registry.credentials.size() == 2);
  CHECK(first_operator(registry, "a") == "user:three");
}

TEST_CASE("CODEOWNERS: hostile patterns and owners stay texts") {
  std::string text;
  for (const std::string& name : testing::hostile_names()) {
    text += name + " @acme/x @\"}]:\n[" + name + "]\n" + name + "\n";
  }
  loaded(imported("codeowners", {{"C", text.substr(0, text.find(std::string(2500, 'n')))}}));
  CHECK(import_problems("codeowners", std::string(3000, 'n') + " @a\n").find("in:1:1: a pattern") ==
        0);
  CHECK(import_problems("codeowners", "ok @a\n\xFF @b\n") ==
        "in:2:1: a pattern is UTF-8 text of at most 2048 bytes");
}

TEST_CASE("CODEOWNERS: damaged input is answered with problems") {
  check_damaged("codeowners", import_fixture("codeowners/CODEOWNERS"));
  check_damaged("codeowners", import_fixture("codeowners-gitlab/CODEOWNERS"));
}

}  // namespace keyhound
