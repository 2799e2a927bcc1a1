// SPDX-License-Identifier: Apache-2.0
#include "policies/importers/import_builder.h"

#include "tests/policies/importers/imports.h"

namespace keyhound {
namespace {

Credential with_key(const std::string& id, const std::string& key) {
  Credential credential;
  credential.id = id;
  if (!key.empty()) credential.identity.provider_ids.push_back({key, {}});
  return credential;
}

}  // namespace

TEST_CASE("Entries are proposals of today, sorted, and joined where they have one id") {
  const ImportOptions options = testing::import_options();
  ImportBuilder builder(*find_importer("aws"), options);
  builder.add_credential(with_key("b", "K1"), "in:1");
  builder.add_credential(with_key("a", "K2"), "in:2", {"note"});
  builder.add_credential(with_key("a", "K3"), "in:3", {"note", "other"});
  builder.add_credential(with_key("c", ""), "in:4", {}, 0);
  builder.add_credential(with_key("0", ""), "in:5", {}, 1);
  const ImportedRegistry import = builder.finish();
  std::string order;
  for (const auto& noted : import.document.credentials) order += noted.entry.id;
  CHECK(order == "abc0");
  CHECK(import.document.credentials[0].entry.identity.provider_ids.size() == 2);
  CHECK(import.document.credentials[0].notes.size() == 2);
  CHECK(import.document.credentials[0].entry.status == "proposed");
  CHECK(import.document.credentials[0].entry.owner.proposed == testing::kImportTime);
}

TEST_CASE("A strong key in two entries is a problem that names both places, without the key") {
  const ImportOptions options = testing::import_options();
  ImportBuilder builder(*find_importer("aws"), options);
  builder.add_credential(with_key("a", "K1"), "in:1");
  builder.add_credential(with_key("b", "K1"), "in:2");
  CHECK(builder.problems() ==
        std::vector<std::string>{"in:2: its provider id belongs to another entry already, the one "
                                 "at in:1; take one of the two out"});
}

TEST_CASE("What the registry has is not written again, and is what rows point to") {
  const Result<Registry> existing = parse_registry(
      "parties: [{id: \"user:ana\"}]\ncredentials: [{id: known, identity: {provider_id: K1}}]\n"
      "exceptions: [{id: exc-old, applies_to: {credential: known}}]\n",
      "r.yaml");
  REQUIRE(existing);
  ImportOptions options = testing::import_options();
  options.existing = &*existing;
  ImportBuilder builder(*find_importer("aws"), options);
  const ImportFile file = make_import_file("in", "x");
  builder.add_credential(with_key("new-name", "K1"), "in:1");
  Observation row = builder.observation(file);
  row.credential = "new-name";
  builder.add_observation(row);
  for (const char* id : {"exc-old", "exc-new"}) {
    Exception exception;
    exception.id = id;
    exception.applies_to.credential = "new-name";
    builder.add_exception(exception);
  }
  builder.add_party("user:ana");
  builder.add_party("user:ben");
  builder.add_party("");
  const ImportedRegistry import = builder.finish();
  CHECK(import.document.credentials.empty());
  CHECK(import.known == 1);
  REQUIRE(import.document.observations.size() == 1);
  CHECK(import.document.observations[0].credential == "known");
  CHECK(import.document.observations[0].evidence == file.digest);
  REQUIRE(import.document.exceptions.size() == 1);
  CHECK(import.document.exceptions[0].entry.applies_to.credential == "known");
  CHECK(import.left_out.at("exceptions that the registry has already") == 1);
  REQUIRE(import.document.parties.size() == 1);
  CHECK(import.document.parties[0].id == "user:ben");
}

TEST_CASE("The time of the export is that of the option, else that of the import") {
  ImportOptions options = testing::import_options();
  const ImportFile file = make_import_file("in", "x");
  CHECK(ImportBuilder(*find_importer("aws"), options).observation(file).imported ==
        testing::kImportTime);
  options.exported = Timestamp{5};
  const ImportBuilder builder(*find_importer("aws"), options);
  CHECK(builder.observation(file).imported == Timestamp{5});
  CHECK(is_observed(builder.observed(Timestamp{1}, file)));
  CHECK_FALSE(is_observed(builder.declared(Timestamp{1}, file)));
}

}  // namespace keyhound
