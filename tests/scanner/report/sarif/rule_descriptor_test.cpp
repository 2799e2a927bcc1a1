// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/sarif/rule_descriptor.h"

#include <doctest/doctest.h>

#include "tests/scanner/report/sample_result.h"

using namespace keyhound;
using namespace keyhound::testing;

TEST_CASE("pascal_case joins the words of an id") {
  CHECK(pascal_case("github-pat") == "GithubPat");
  CHECK(pascal_case("aws_access.key-2") == "AwsAccessKey2");
  CHECK(pascal_case("") == "");
}

TEST_CASE("rule_descriptor says how bad, how sure and what to do") {
  const Json json = rule_descriptor(sample_rules().rules[0]);
  CHECK(json["properties"]["security-severity"] == "9.5");
  CHECK(json["properties"]["precision"] == "very-high");
  CHECK(json["properties"]["tags"][1] == "external/cwe/cwe-798");
  CHECK(json["helpUri"] == "https://example.org/tokens");
  for (const char* word : {"Revoke", "Rotate", "Purge", "It can deploy to production."}) {
    CAPTURE(word);
    CHECK(json["help"]["markdown"].get<std::string>().find(word) != std::string::npos);
    CHECK(json["help"]["text"].get<std::string>().find(word) != std::string::npos);
  }
}

TEST_CASE("rule_descriptor keeps to GitHub's limits") {
  Rule rule = sample_rules().rules[0];
  rule.id = std::string(300, 'a');
  rule.description = std::string(2000, 'd');
  for (int i = 0; i < 30; ++i) rule.tags.push_back("tag" + std::to_string(i));
  rule.tags.push_back("security");
  rule.severity = Severity::kInfo;
  const Json json = rule_descriptor(rule);
  CHECK(json["name"].get<std::string>().size() <= 258);  // the ellipsis is one character
  CHECK(json["shortDescription"]["text"].get<std::string>().size() <= 1026);
  CHECK(json["properties"]["tags"].size() == 10);
  CHECK_FALSE(json["properties"].contains("security-severity"));
}

TEST_CASE("policy_descriptor has its controls as tags") {
  const Json json = policy_descriptor(sample_policies()[1]);
  CHECK(json["name"] == "LeakedNotRotatedSinceLeak");
  CHECK(json["properties"]["tags"] == Json({"security", "policy", "owasp-nhi/nhi2-2025",
                                            "owasp-nhi/nhi7-2025", "external/cwe/cwe-672"}));
}
