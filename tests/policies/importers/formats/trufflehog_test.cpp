// SPDX-License-Identifier: Apache-2.0
// policies/importers/formats/trufflehog.cpp
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

TEST_CASE("trufflehog: Raw is dropped, a key id is taken, and a verified secret is seen active") {
  const ImportedRegistry import = check_golden("trufflehog", "trufflehog", {"results.jsonl"});
  const Registry registry = loaded(import);
  REQUIRE(registry.credentials.size() == 2);
  const Credential& aws = registry.credentials[0];
  CHECK(aws.identity.provider_ids.at(0).value == "EXAMPLEKEYOFPAY00001");
  CHECK(aws.identity.locators.at(0).repo == "acme/pay");
  CHECK(aws.observed_status.value == "active");
  CHECK(aws.observed_status.source == "trufflehog");
  CHECK(registry.credentials[1].observed_status.value.empty());
  CHECK(registry.exceptions.size() == 2);
  CHECK(import.left_out.at("log lines of trufflehog") == 1);
  CHECK(import.left_out.at("findings without a file, which no locator can name") == 1);
  CHECK(write_import(import, import_options()).find("acme.example") == std::string::npos);
}

TEST_CASE("trufflehog: only an AWS key id is taken from Redacted") {
  const auto provider_ids = [](const std::string& detector, const std::string& redacted) {
    const ImportedRegistry import = imported(
        "trufflehog", {{"r", "{\"DetectorName\":\"" + detector + "\",\"Redacted\":\"" + redacted +
                                 "\",\"SourceMetadata\":{\"Data\":{\"Git\":{\"file\":\"a\"}}}}"}});
    return import.document.credentials.at(0).entry.identity.provider_ids.size();
  };
  CHECK(provider_ids("AWS", "EXAMPLEKEYOFPAY00001") == 1);
  CHECK(provider_ids("AWS", "not a key id") == 0);
  CHECK(provider_ids("Slack", "EXAMPLEKEYOFPAY00001") == 0);
}

TEST_CASE("trufflehog: wrong types are told with line and entry") {
  CHECK(import_problems("trufflehog", "\n{\"DetectorName\": 1}") ==
        "in:2: entry 1: DetectorName: expected a text");
  CHECK(import_problems("trufflehog",
                        "{\"DetectorName\":\"x\",\"SourceMetadata\":{\"Data\":{\"Git\":"
                        "{\"file\":[]}}}}")
            .find("SourceMetadata: file: expected a text") != std::string::npos);
  CHECK(import_problems("trufflehog", "{\"DetectorName\":\"x\"}\nplain text\n").find("in:2:") == 0);
}

TEST_CASE("trufflehog: damaged input is answered with problems") {
  check_damaged("trufflehog", import_fixture("trufflehog/results.jsonl"));
}

}  // namespace keyhound
