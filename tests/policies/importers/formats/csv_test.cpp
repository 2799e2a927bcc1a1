// SPDX-License-Identifier: Apache-2.0
// policies/importers/formats/csv.cpp
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

ImportOptions mapped() {
  ImportOptions options = import_options();
  options.columns = {{"id", "asset"},
                     {"accountable", "Owner \"team\""},
                     {"title", "Name"},
                     {"secret_ref", "Ref"},
                     {"created", "Made"},
                     {"last_rotated", "Rotated"},
                     {"rotation_period", "Every"}};
  return options;
}

}  // namespace

TEST_CASE("CSV: what an inventory says is declared, with the file as evidence") {
  const ImportedRegistry import = check_golden("csv", "csv", {"cmdb.csv"}, mapped());
  const Registry registry = loaded(import, mapped());
  REQUIRE(registry.credentials.size() == 2);
  const Credential& first = registry.credentials[0];
  CHECK(first.title == "Deploy key; of the\npay service");
  CHECK(first.owner.accountable == "group:payments");
  CHECK(first.status == "proposed");
  CHECK_FALSE(first.owner.accepted.at.has_value());
  CHECK_FALSE(is_observed(first.lifecycle.last_rotated));
  CHECK(first.lifecycle.last_rotated.source == "declared");
  CHECK(first.lifecycle.last_rotated.evidence.starts_with("sha256:"));
  CHECK(format_timestamp(*first.lifecycle.last_rotated.at) == "2026-06-01T07:00:00Z");
  CHECK(first.lifecycle.rotation.period == Duration{90LL * 86'400});
  CHECK(registry.credentials[1].lifecycle.rotation.period == Duration{14LL * 86'400});
  CHECK(registry.credentials[1].owner.accountable.empty());  // a third party
  CHECK(registry.credentials[1].owner.operator_party == "vendor:shipco");
  CHECK(import.remarks.size() == 2);  // that, and a column that was not read
}

TEST_CASE("CSV: an entry that the registry has is left as it is") {
  const Result<Registry> existing = parse_registry(
      "credentials:\n  - {id: other, identity: {secret_refs: [\"vault:kv/data/pay#key\"]}}\n", "r");
  REQUIRE(existing);
  ImportOptions options = mapped();
  options.existing = &*existing;
  const ImportedRegistry import =
      imported("csv", {{"c.csv", import_fixture("csv/cmdb.csv")}}, options);
  CHECK(import.known == 1);
  CHECK(import.document.credentials.size() == 1);
}

TEST_CASE("CSV: every bad value is told with line and column, and none is quoted") {
  const std::string problems =
      import_problems("csv",
                      "id,type,created,fingerprint,secret_ref,rotation_period,operator\n"
                      "a b,robot,not-to-be-read,not-to-be-read,not-to-be-read,often,x y\n"
                      "dup,,,,,,\n"
                      "dup,,,,,,\n");
  for (const char* problem :
       {"in:2:1: id:", "in:2:5: type: must be one of", "in:2:11: created: this is no date",
        "in:2:26: fingerprint:", "in:2:41: secret_ref:", "in:2:56: rotation_period:",
        "in:2:62: operator:", "in:4:1: id: another row has this id; the first is at in:3:1"}) {
    CAPTURE(problems);
    CHECK(problems.find(problem) != std::string::npos);
  }
  CHECK(problems.find("not-to-be-read") == std::string::npos);
  CHECK(import_problems("csv", "name\nx\n") ==
        "in:1:1: no column 'id'; name it with --map id=COLUMN");
  ImportOptions options = import_options();
  options.columns = {{"id", "missing"}};
  CHECK(import_problems("csv", "name\nx\n", options).find("gives for 'id'") != std::string::npos);
}

TEST_CASE("CSV: what cannot be a public key, or a party, is refused") {
  CHECK(import_problems("csv", "id,public_key\na,not-to-be-read\n") ==
        "in:2:3: public_key: a public key is written SHA256:<base64> or spki-sha256:<hex>");
  CHECK(import_problems("csv", "id,public_key\na,SHA256:abc\n").empty());
}

TEST_CASE("CSV: two rows with one strong key are refused with both places") {
  CHECK(import_problems("csv", "id,provider_id\na,KEY\nb,KEY\n") ==
        "in:3:1: its provider id belongs to another entry already, the one at in:2:1; take one of "
        "the two out");
}

TEST_CASE("CSV: hostile values stay values") {
  std::string text = "id,title,kind,path,provider,account,operator\n";
  int number = 0;
  for (const std::string& name : testing::hostile_names()) {
    std::string quoted = "\"";
    for (const char c : name.substr(0, 2000)) quoted += c == '"' ? "\"\"" : std::string(1, c);
    quoted += "\"";
    text += "c" + std::to_string(++number);
    for (int i = 0; i < 5; ++i) text += "," + quoted;
    text += ",\n";
  }
  const ImportedRegistry import = imported("csv", {{"c.csv", text}});
  const Registry registry = loaded(import);
  REQUIRE(registry.credentials.size() == testing::hostile_names().size());
  for (const Credential& credential : registry.credentials) {
    const auto index = static_cast<std::size_t>(std::stoi(credential.id.substr(1)) - 1);
    const std::string name = testing::hostile_names()[index].substr(0, 2000);
    CAPTURE(name);
    CHECK(credential.kind == name);
    CHECK(credential.scope.account == name);
    CHECK(credential.identity.locators.at(0).path == name);
  }
}

TEST_CASE("CSV: damaged input is answered with problems") {
  check_damaged("csv", import_fixture("csv/cmdb.csv"), mapped());
}

}  // namespace keyhound
