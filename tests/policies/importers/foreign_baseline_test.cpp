// SPDX-License-Identifier: Apache-2.0
#include "policies/importers/foreign_baseline.h"

#include "tests/policies/importers/imports.h"

namespace keyhound {
namespace {

FoundPlace at(const std::string& rule, const std::string& path, const std::string& line = "1") {
  return {rule, path, {}, {}, line, "in:1"};
}

}  // namespace

TEST_CASE("Findings of one rule in one file are one entry, with their lines as comment") {
  const ImportOptions options = testing::import_options();
  ImportBuilder builder(*find_importer("gitleaks"), options);
  ForeignBaseline baseline(builder, "gitleaks");
  const std::string first = baseline.add(at("jwt", "./a/b.env", "3"));
  CHECK(baseline.add(at("jwt", "a\\b.env", "7"), {"fix-deferred", "why"}) == first);
  CHECK(baseline.add(at("jwt", "a/c.env")) != first);
  CHECK(baseline.add(at("aws", "a/b.env")) != first);
  CHECK(baseline.add(at("jwt", "")).empty());
  baseline.finish();
  const ImportedRegistry import = builder.finish();
  REQUIRE(import.document.credentials.size() == 3);
  REQUIRE(import.document.exceptions.size() == 1);
  CHECK(import.document.exceptions[0].notes.at(0) == "1 of 2 findings here were accepted");
  CHECK(import.left_out.size() == 1);
  for (const auto& noted : import.document.credentials) {
    if (noted.entry.id == first) CHECK(noted.notes.at(0) == "lines: \"3, 7\"");
  }
}

TEST_CASE("A finding that needs a fix outweighs a false alarm at the same place") {
  const ImportOptions options = testing::import_options();
  ImportBuilder builder(*find_importer("gitleaks"), options);
  ForeignBaseline baseline(builder, "t");
  baseline.add(at("jwt", "a"), {"tool-noise", "noise"});
  baseline.add(at("jwt", "a"), {"fix-deferred", "fix"});
  baseline.add(at("jwt", "a"), {"tool-noise", "noise"});
  baseline.finish();
  CHECK(builder.finish().document.exceptions.at(0).entry.type == "fix-deferred");
}

TEST_CASE("A public id makes findings in several files one entry, with a locator for each") {
  const ImportOptions options = testing::import_options();
  ImportBuilder builder(*find_importer("trufflehog"), options);
  ForeignBaseline baseline(builder, "t");
  for (const char* path : {"b.env", "a.env", "b.env"}) {
    baseline.add({"jwt", path, "acme/pay", "PUBLIC-ID", "1", "in:1"});
  }
  baseline.finish();
  const ImportedRegistry import = builder.finish();
  REQUIRE(import.document.credentials.size() == 1);
  const Credential& credential = import.document.credentials[0].entry;
  REQUIRE(credential.identity.locators.size() == 2);
  CHECK(credential.identity.locators[0].path == "a.env");
  CHECK(credential.identity.provider_ids.at(0).value == "PUBLIC-ID");
}

TEST_CASE("Globs match the path that was found, and no other") {
  const ImportOptions options = testing::import_options();
  ImportBuilder builder(*find_importer("gitleaks"), options);
  ForeignBaseline baseline(builder, "t");
  baseline.add(at("jwt", "data [1]*?.txt"));
  baseline.finish();
  const ImportedRegistry import = builder.finish();
  const Locator& locator = import.document.credentials.at(0).entry.identity.locators.at(0);
  CHECK(locator.path == "data [1]\\*\\?.txt");
}

}  // namespace keyhound
