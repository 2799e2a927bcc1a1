// SPDX-License-Identifier: Apache-2.0
// policies/importers/formats/aws.cpp
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

const std::string kHead =
    "user,arn,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,"
    "access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date\n";

std::string list_of(const std::string& user, const std::string& id, const std::string& created) {
  return "{\"AccessKeyMetadata\":[{\"UserName\":\"" + user + "\",\"AccessKeyId\":\"" + id +
         "\",\"Status\":\"Active\",\"CreateDate\":\"" + created + "\"}]}";
}

}  // namespace

TEST_CASE("AWS: report and list are joined by user and date of creation, and all is observed") {
  const ImportedRegistry import =
      check_golden("aws", "aws", {"credential-report.csv", "access-keys.json"});
  const Registry registry = loaded(import);
  REQUIRE(registry.credentials.size() == 3);
  for (const Credential& credential : registry.credentials) {
    CHECK(credential.status == "proposed");
    CHECK(credential.owner.accountable.empty());
  }
  const Credential* key = registry.find_credential("aws-pay00001-pay-deploy");
  REQUIRE(key != nullptr);
  CHECK(key->identity.provider_ids.at(0).value == "EXAMPLEKEYOFPAY00001");
  CHECK(key->scope.account == "123456789012");
  CHECK(is_observed(key->lifecycle.last_rotated));
  CHECK(key->lifecycle.last_rotated.source == "aws-iam");
  CHECK(key->lifecycle.last_rotated.evidence.starts_with("sha256:"));
  CHECK(format_timestamp(*key->lifecycle.last_used.at) == "2026-11-20T17:00:00Z");
  CHECK(import.left_out.size() == 4);  // root key, certificate, password, key without an id
  CHECK(import.rows == 6);
}

TEST_CASE("AWS: a key that the registry has gets observations, and no second entry") {
  const Result<Registry> existing =
      parse_registry(import_fixture("aws-known/registry.yaml"), "registry.yaml");
  REQUIRE(existing);
  ImportOptions options = import_options();
  options.existing = &*existing;
  const ImportedRegistry import = check_golden(
      "aws", "aws-known", {"aws/credential-report.csv", "aws/access-keys.json"}, options);
  CHECK(import.known == 1);
  CHECK(import.document.credentials.size() == 2);
  // Written into the registry's own layer, they are merged into its entry.
  std::string yaml = import_fixture("aws-known/registry.yaml");
  const std::string written = write_import(import, options);
  yaml += written.substr(written.find("observations:"));
  const Result<Registry> merged = parse_registry(yaml, "both.yaml");
  if (!merged) FAIL(merged.error().message);
  CHECK(merged->credentials.at(0).lifecycle.last_rotated.source == "aws-iam");
}

TEST_CASE("AWS: the answer of get-credential-report says itself when it was made") {
  const std::string csv = kHead +
                          "pay,arn:aws:iam::1:user/pay,true,2026-01-10T08:30:00Z,N/A,"
                          "false,N/A,N/A\n";
  std::string base64;
  {
    constexpr std::string_view kDigits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string bytes = csv;
    while (bytes.size() % 3 != 0) bytes += '\n';
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
      const unsigned word = (static_cast<unsigned char>(bytes[i]) << 16U) |
                            (static_cast<unsigned char>(bytes[i + 1]) << 8U) |
                            static_cast<unsigned char>(bytes[i + 2]);
      for (const unsigned shift : {18U, 12U, 6U, 0U}) base64 += kDigits[(word >> shift) & 63U];
    }
  }
  const ImportedRegistry import = imported(
      "aws", {{"report.json", "{\"Content\":\"" + base64 +
                                  "\",\"ReportFormat\":\"text/csv\",\"GeneratedTime\":"
                                  "\"2026-11-20T00:00:00Z\"}"},
              {"keys.json", list_of("pay", "EXAMPLEKEYOFPAY00001", "2026-01-10T08:30:00Z")}});
  REQUIRE(import.document.observations.size() == 2);
  CHECK(format_timestamp(*import.document.observations[0].imported) == "2026-11-20T00:00:00Z");
}

TEST_CASE("AWS: what cannot be read is told with its place, and nothing is quoted") {
  CHECK(import_problems("aws", "user,arn\nx,y\n").find("in:1:1: no column 'access_key_1_active'") ==
        0);
  const std::string bad = kHead + "pay,arn,true,yesterday,N/A,false,N/A,N/A\n";
  CHECK(import_problems("aws", bad).find("in:2:14: access_key_1_last_rotated: this is no date") ==
        0);
  CHECK(import_problems("aws", kHead + "pay,arn,maybe,N/A,N/A,false,N/A,N/A\n")
            .find("in:2:9: access_key_1_active: expected true or false") == 0);
  CHECK(import_problems("aws", list_of("pay", "short", "2026-01-10"))
            .find("in:1: entry 1: key 1: AccessKeyId") == 0);
  CHECK(import_problems("aws", list_of("pay", "EXAMPLEKEYOFPAY00001", "soon"))
            .find("CreateDate: expected a time") != std::string::npos);
  const std::string twice = list_of("pay", "EXAMPLEKEYOFPAY00001", "2026-01-10") +
                            list_of("pay", "EXAMPLEKEYOFPAY00001", "2026-01-11");
  CHECK(import_problems("aws", twice).find("was listed with other facts") != std::string::npos);
  CHECK(import_problems("aws", list_of("pay", "EXAMPLEKEYOFPAY00001", "2026-01-10") +
                                   list_of("pay", "EXAMPLEKEYOFPAY00001", "2026-01-10"))
            .empty());
}

TEST_CASE("AWS: two keys of one second are not mixed up") {
  const std::string report = kHead +
                             "pay,arn:aws:iam::1:user/pay,true,2026-01-10T08:30:00Z,"
                             "2026-02-01T00:00:00Z,true,2026-01-10T08:30:00Z,N/A\n";
  const ImportedRegistry import =
      imported("aws", {{"r.csv", report},
                       {"k.json", list_of("pay", "EXAMPLEKEYOFPAY00001", "2026-01-10T08:30:00Z")}});
  CHECK(import.document.observations.size() == 1);  // the list's alone
  CHECK(import.left_out.size() == 1);
}

TEST_CASE("AWS: damaged input is answered with problems, never with a crash or a wrong file") {
  check_damaged("aws", import_fixture("aws/credential-report.csv"));
  check_damaged("aws", import_fixture("aws/access-keys.json"));
}

TEST_CASE("AWS: hostile names of users stay names") {
  std::string list = "[";
  int number = 100;
  for (const std::string& name : testing::hostile_names()) {
    std::string escaped;
    for (const char c : name) {
      if (c == '"' || c == '\\') escaped += '\\';
      if (c == '\n') {
        escaped += "\\n";
      } else if (static_cast<unsigned char>(c) < ' ') {
        escaped += "\\u00" + std::string(c < 16 ? "0" : "1") + "0123456789abcdef"[c & 15];
      } else {
        escaped += c;
      }
    }
    list += std::string(number == 100 ? "" : ",") + "{\"UserName\":\"" + escaped +
            "\",\"AccessKeyId\":\"EXAMPLEKEYOFPAY00" + std::to_string(number) +
            "\",\"Status\":\"Active\",\"CreateDate\":\"2026-01-10\"}";
    ++number;
  }
  const ImportedRegistry import = imported("aws", {{"keys.json", list + "]"}});
  CHECK(loaded(import).credentials.size() == testing::hostile_names().size());
}

}  // namespace keyhound
