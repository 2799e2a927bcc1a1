// SPDX-License-Identifier: Apache-2.0
// AWS IAM: the credential report, as CSV or as `aws iam get-credential-report` answers it, and the
// answers of `aws iam list-access-keys`. The report knows when each key was made and last used, but
// not its id; the list knows the id, so the two are joined by user and date of creation. What AWS
// says is observed.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html
// https://docs.aws.amazon.com/cli/latest/reference/iam/list-access-keys.html
#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <utility>

#include "policies/importers/csv_input.h"
#include "policies/importers/json_values.h"
#include "policies/importers/names.h"
#include "scanner/base/ascii.h"
#include "scanner/base/text_decode.h"

namespace keyhound {
namespace {

constexpr std::string_view kKeyRule = "aws-access-key-id";

// A key in the report.
struct ReportedKey {
  Observation facts;
  std::string account;
  bool is_listed = false;
};
using KeyName = std::pair<std::string, Timestamp>;  // user, creation

// A key in the list.
struct ListedKey {
  std::string id;
  std::string user;
  Timestamp created;
  Observation facts;
  ImportPlace place;
};

struct AwsExport {
  std::map<KeyName, ReportedKey> reported;
  std::vector<ListedKey> listed;
};

bool is_key_id(std::string_view text) {
  return text.size() >= 16 && text.size() <= 128 &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return is_upper_ascii(c) || is_digit_ascii(c); });
}

// "123456789012" of "arn:aws:iam::123456789012:user/pay".
std::string account_of(std::string_view arn) {
  for (int i = 0; i < 4; ++i) {
    const std::size_t colon = arn.find(':');
    if (colon == std::string_view::npos) return {};
    arn.remove_prefix(colon + 1);
  }
  const std::string account(arn.substr(0, arn.find(':')));
  const bool is_number = std::all_of(account.begin(), account.end(), is_digit_ascii);
  return is_number ? account : std::string();
}

constexpr std::array<std::string_view, 14> kColumns = {"user",
                                                       "arn",
                                                       "password_enabled",
                                                       "access_key_1_active",
                                                       "access_key_1_last_rotated",
                                                       "access_key_1_last_used_date",
                                                       "access_key_2_active",
                                                       "access_key_2_last_rotated",
                                                       "access_key_2_last_used_date",
                                                       "cert_1_active",
                                                       "cert_2_active",
                                                       "user_creation_time",
                                                       "access_key_1_last_used_region",
                                                       "access_key_2_last_used_region"};
constexpr std::array<std::string_view, 8> kRequired = {"user",
                                                       "arn",
                                                       "access_key_1_active",
                                                       "access_key_1_last_rotated",
                                                       "access_key_1_last_used_date",
                                                       "access_key_2_active",
                                                       "access_key_2_last_rotated",
                                                       "access_key_2_last_used_date"};

// AWS writes these where there is no value.
bool is_absent(std::string_view text) {
  return text.empty() || text == "N/A" || text == "no_information" || text == "not_supported";
}

std::optional<Timestamp> time_of(CsvRow& row, const std::string& field) {
  return is_absent(row.text(field)) ? std::nullopt : row.time(field);
}

// AWS writes "true" and, in older reports, "TRUE".
bool is_true(CsvRow& row, const std::string& field) {
  const std::string text = to_lower_ascii(row.text(field));
  if (text != "true" && text != "false" && !is_absent(row.text(field))) {
    row.complain(field, "expected true or false");
  }
  return text == "true";
}

void read_key(CsvRow& row, const std::string& prefix, const Observation& base,
              const ImportFile& file, ImportBuilder& builder, AwsExport& into) {
  const std::string user = row.text("user");
  const bool is_active = is_true(row, prefix + "active");
  const auto rotated = time_of(row, prefix + "last_rotated");
  const auto used = time_of(row, prefix + "last_used_date");
  if (row.has_problem() || (!rotated && !is_active)) return;
  if (user == "<root_account>") {
    builder.leave_out("access keys of the root account (delete them; root needs none)");
    return;
  }
  if (!rotated) {
    builder.leave_out("active access keys without a date of creation");
    return;
  }
  ReportedKey key{base, account_of(row.text("arn")), false};
  LifecycleFacts& facts = key.facts.facts.lifecycle;
  facts.last_rotated = builder.observed(*rotated, file);
  if (used) facts.last_used = builder.observed(*used, file);
  key.facts.facts.status = is_active ? "active" : "inactive";
  const auto [place, is_new] = into.reported.emplace(KeyName{user, *rotated}, std::move(key));
  if (is_new) return;
  // Two keys of one second cannot be told apart by the report.
  place->second.facts.facts = {};
  builder.leave_out("access keys that were made in the same second as the user's other key");
}

void read_report(const ImportFile& file, const std::string& csv, Timestamp exported,
                 ImportBuilder& builder, AwsExport& into) {
  const ImportFile content{file.name, csv, file.digest};
  const std::optional<CsvTable> table = read_csv(content, builder);
  if (!table) return;
  const CsvColumns columns(*table, file, builder, kColumns, kRequired);
  if (!columns.is_complete()) return;
  Observation base = builder.observation(file);
  base.imported = exported;
  for (const std::vector<CsvField>& fields : table->rows()) {
    builder.count_rows();
    CsvRow row(fields, columns, file, builder);
    if (row.text("user").empty()) row.complain("user", "expected the name of a user");
    read_key(row, "access_key_1_", base, file, builder, into);
    read_key(row, "access_key_2_", base, file, builder, into);
    for (const std::string cert : {"cert_1_active", "cert_2_active"}) {
      if (is_true(row, cert)) builder.leave_out("signing certificates, whose ids AWS does not say");
    }
    if (is_true(row, "password_enabled")) builder.leave_out("console passwords of people");
  }
}

void read_listed_key(EntryFields& fields, const ImportFile& file, ImportBuilder& builder,
                     AwsExport& into) {
  ListedKey key;
  key.place = fields.place();
  key.id = fields.text("AccessKeyId");
  key.user = fields.name("UserName");
  const std::optional<Timestamp> created = fields.time("CreateDate");
  const std::string status = fields.text("Status");
  if (!is_key_id(key.id)) fields.complain("AccessKeyId", "expected the id of an access key");
  if (key.user.empty()) fields.complain("UserName", "expected the name of a user");
  if (!created) fields.complain("CreateDate", "expected a time");
  if (status != "Active" && status != "Inactive" && status != "Expired") {
    fields.complain("Status", "expected Active or Inactive");
  }
  if (fields.has_problem()) return;
  key.created = *created;
  key.facts = builder.observation(file);
  key.facts.facts.status = status == "Active" ? "active" : "inactive";
  key.facts.facts.lifecycle.created = builder.observed(*created, file);
  into.listed.push_back(std::move(key));
}

// An answer of get-credential-report or list-access-keys, or one key.
void read_answer(const JsonEntry& entry, const ImportFile& file, ImportBuilder& builder,
                 AwsExport& into) {
  EntryFields fields(entry, builder);
  if (fields.has_problem() || !entry.value.is_object()) return;
  if (entry.value.contains("Content")) {
    const std::optional<std::string> csv = from_base64(fields.text("Content"));
    const auto generated = fields.time("GeneratedTime");
    if (!csv) fields.complain("Content", "expected base64");
    if (!fields.has_problem()) {
      read_report(file, *csv, generated.value_or(builder.exported()), builder, into);
    }
    return;
  }
  if (const Json* keys = fields.list("AccessKeyMetadata")) {
    std::size_t number = 0;
    for (const Json& key : *keys) {
      builder.count_rows();
      EntryFields own(key, entry.place + ": key " + std::to_string(++number), builder);
      read_listed_key(own, file, builder, into);
    }
    return;
  }
  builder.count_rows();
  read_listed_key(fields, file, builder, into);
}

std::string credential_id(const ListedKey& key) {
  return id_of({"aws", to_lower_ascii(key.id.substr(key.id.size() - 8)), key.user});
}

void propose(const ListedKey& key, const std::string& account, ImportBuilder& builder) {
  Credential credential;
  credential.id = credential_id(key);
  credential.title = shortened("AWS access key of " + key.user);
  credential.kind = kKeyRule;
  credential.identity.provider_ids.push_back({key.id, {}});
  credential.scope.provider = "aws";
  credential.scope.account = account;
  Observation facts = key.facts;
  facts.credential = credential.id;
  builder.add_observation(std::move(facts));
  builder.add_credential(std::move(credential), key.place);
}

void join_keys(AwsExport& aws, ImportBuilder& builder) {
  std::map<std::string, const ListedKey*> ids;
  std::size_t unreported = 0;
  for (const ListedKey& key : aws.listed) {
    const auto [first, is_new] = ids.emplace(key.id, &key);
    if (!is_new) {
      const ListedKey& other = *first->second;
      const bool is_same = other.user == key.user && other.created == key.created &&
                           other.facts.facts.status == key.facts.facts.status;
      if (is_same) {
        builder.leave_out("access keys that were listed already");
      } else {
        builder.error(key.place, "this key was listed with other facts at " + other.place);
      }
      continue;
    }
    const auto reported = aws.reported.find({key.user, key.created});
    const bool is_reported = reported != aws.reported.end();
    propose(key, is_reported ? reported->second.account : std::string(), builder);
    if (!is_reported) {
      ++unreported;
      continue;
    }
    reported->second.is_listed = true;
    Observation facts = reported->second.facts;
    if (facts.facts.status.empty()) continue;
    facts.credential = credential_id(key);
    builder.add_observation(std::move(facts));
  }
  if (aws.reported.empty()) return;
  builder.remark(
      "listed access keys are not in the credential report; make a new one (`aws iam "
      "generate-credential-report`)",
      unreported);
}

void read_aws(std::span<const ImportFile> files, ImportBuilder& builder) {
  AwsExport aws;
  for (const ImportFile& file : files) {
    const std::size_t first = file.text.find_first_not_of("\xEF\xBB\xBF \t\r\n");
    const bool is_json =
        first != std::string::npos && (file.text[first] == '{' || file.text[first] == '[');
    if (!is_json) {
      read_report(file, file.text, builder.exported(), builder, aws);
      continue;
    }
    for (const JsonEntry& entry : read_json_entries(file, builder)) {
      read_answer(entry, file, builder, aws);
    }
  }
  join_keys(aws, builder);
  for (const auto& [name, key] : aws.reported) {
    if (key.is_listed) continue;
    builder.leave_out(
        "access keys whose id no list says (add the output of `aws iam list-access-keys "
        "--user-name USER`)");
  }
}

}  // namespace

extern const Importer kAwsImporter;
const Importer kAwsImporter{"aws", "an IAM credential report, and answers of list-access-keys",
                            "aws-iam", false, read_aws};

}  // namespace keyhound
