// SPDX-License-Identifier: Apache-2.0
// CSV of an inventory (CMDB): a credential a row. What stands in it is declared by people. A column
// that no field takes is not read.
#include <array>

#include "policies/importers/csv_input.h"
#include "policies/importers/names.h"
#include "policies/registry/secret_reference.h"
#include "scanner/model/fingerprint.h"

namespace keyhound {
namespace {

constexpr std::array<std::string_view, 26> kFields = {
    "id",           "title",        "kind",        "type",      "provider_id",
    "public_key",   "fingerprint",  "secret_ref",  "rule",      "path",
    "repo",         "key_name",     "accountable", "operator",  "deputy",
    "environment",  "provider",     "account",     "level",     "consumers",
    "created",      "last_rotated", "expires",     "last_used", "rotation_period",
    "review_period"};
constexpr std::array<std::string_view, 1> kRequired = {"id"};
constexpr std::array<std::string_view, 6> kTypes = {"nhi",     "human-pat",      "certificate",
                                                    "ssh-key", "encryption-key", "webhook"};
constexpr std::size_t kLongestText = 2048;

void read_identity(CsvRow& row, Identity& identity) {
  const std::string provider_id = row.text("provider_id");
  if (!provider_id.empty()) identity.provider_ids.push_back({provider_id, {}});
  const std::string public_key = row.text("public_key");
  if (!public_key.empty()) identity.public_keys.push_back({public_key, {}});
  const bool is_public_key = public_key.empty() || public_key.starts_with("SHA256:") ||
                             public_key.starts_with("spki-sha256:");
  if (!is_public_key) {
    row.complain("public_key", "a public key is written SHA256:<base64> or spki-sha256:<hex>");
  }
  if (const std::string written = row.text("fingerprint"); !written.empty()) {
    const Result<std::string> canonical = canonical_fingerprint(written);
    if (canonical && !written.starts_with("sha256:")) {
      identity.fingerprints.push_back({*canonical, {}, {}, {}});
    } else {
      row.complain("fingerprint", "this is no keyed fingerprint of keyhound (kh1:...)");
    }
  }
  if (const std::string written = row.text("secret_ref"); !written.empty()) {
    const Result<std::string> canonical = canonical_secret_reference(written);
    if (canonical) {
      identity.secret_refs.push_back({*canonical, {}});
    } else {
      row.complain("secret_ref", canonical.error().message);
    }
  }
  Locator locator{row.text("rule"), row.text("path"), row.text("repo"), row.text("key_name"), {}};
  const bool is_named = !locator.path.empty() || !locator.key_name.empty();
  if (!is_named && !locator.repo.empty()) locator.path = "**";
  if (is_named || !locator.repo.empty()) identity.locators.push_back(std::move(locator));
}

std::string read_party(CsvRow& row, std::string_view field) {
  const std::string name = row.text(field);
  const std::string id = party_of("group", name);
  if (!name.empty() && id.empty()) {
    row.complain(field, "a party's id has no white space and at most 200 bytes; write group:NAME");
  }
  return id;
}

void read_lifecycle(CsvRow& row, const ImportFile& file, const ImportBuilder& builder,
                    Credential& credential) {
  const auto fact = [&](std::string_view field, DatedFact& into) {
    if (const auto at = row.time(field)) into = builder.declared(*at, file);
  };
  fact("created", credential.lifecycle.created);
  fact("last_rotated", credential.lifecycle.last_rotated);
  fact("expires", credential.lifecycle.expires);
  fact("last_used", credential.lifecycle.last_used);
  credential.lifecycle.rotation.period = row.duration("rotation_period");
  credential.review.period = row.duration("review_period");
}

void read_row(CsvRow& row, const ImportFile& file, ImportBuilder& builder) {
  Credential credential;
  credential.id = row.text("id");
  if (!is_party_id(credential.id)) {
    row.complain("id", "an id is a text without white space, of at most 200 bytes");
  }
  credential.title = shortened(row.text("title"));
  credential.kind = row.text("kind");
  if (const std::string type = row.text("type"); !type.empty()) {
    credential.type = type;
    const bool is_known = std::find(kTypes.begin(), kTypes.end(), type) != kTypes.end();
    if (!is_known) {
      row.complain("type",
                   "must be one of nhi, human-pat, certificate, ssh-key, encryption-key, "
                   "webhook");
    }
  }
  read_identity(row, credential.identity);
  credential.owner.accountable = read_party(row, "accountable");
  credential.owner.operator_party = read_party(row, "operator");
  if (credential.owner.accountable.starts_with("vendor:")) {
    builder.remark("third parties cannot be accountable and were proposed as operators");
    if (credential.owner.operator_party.empty()) {
      credential.owner.operator_party = credential.owner.accountable;
    }
    credential.owner.accountable.clear();
  }
  credential.owner.deputy = read_party(row, "deputy");
  credential.scope.environment = row.text("environment");
  credential.scope.provider = row.text("provider");
  credential.scope.account = row.text("account");
  credential.scope.level = row.text("level");
  if (const std::string consumer = row.text("consumers"); !consumer.empty()) {
    credential.locations.consumers.push_back(consumer);
  }
  read_lifecycle(row, file, builder, credential);
  for (const std::string_view field : kFields) {
    if (row.text(field).size() > kLongestText) row.complain(field, "it has more than 2048 bytes");
  }
  if (row.has_problem()) return;
  builder.add_credential(std::move(credential), row.place("id"));
}

void read_inventory(std::span<const ImportFile> files, ImportBuilder& builder) {
  std::map<std::string, ImportPlace> ids;
  for (const ImportFile& file : files) {
    const std::optional<CsvTable> table = read_csv(file, builder);
    if (!table) continue;
    const CsvColumns columns(*table, file, builder, kFields, kRequired);
    if (!columns.is_complete()) continue;
    for (const std::vector<CsvField>& fields : table->rows()) {
      builder.count_rows();
      CsvRow row(fields, columns, file, builder);
      const auto [first, is_new] = ids.try_emplace(row.text("id"), row.place("id"));
      if (is_new) {
        read_row(row, file, builder);
      } else {
        row.complain("id", "another row has this id; the first is at " + first->second);
      }
    }
    builder.remark("columns were not read; --map FIELD=COLUMN takes one over", columns.unused());
  }
}

}  // namespace

extern const Importer kCsvImporter;
const Importer kCsvImporter{"csv", "an inventory (CMDB), one credential a row; see --map",
                            "declared", true, read_inventory};

}  // namespace keyhound
