// SPDX-License-Identifier: Apache-2.0
#include "policies/registry/registry_draft.h"

#include <doctest/doctest.h>

#include "policies/evaluation/judge.h"
#include "policies/registry/registry.h"
#include "scanner/base/glob.h"
#include "tests/policies/evaluation/judged.h"

namespace keyhound {
namespace {

constexpr Timestamp kNow{1795000000};

Finding finding_at(std::string path, std::string secret,
                   std::vector<std::pair<std::string, std::string>> identity = {}) {
  Finding finding;
  finding.rule_id = "sample-key";
  finding.title = "Sample: key";
  finding.fingerprint = fingerprint(FingerprintKey(), "sample", secret);
  finding.identity = std::move(identity);
  finding.occurrences.emplace_back().location.path = std::move(path);
  return finding;
}

Registry drafted(const std::vector<Finding>& findings, std::string_view codeowners) {
  const std::string draft = draft_registry(findings, codeowners, kNow);
  Result<Registry> registry = parse_registry(draft, "draft.yaml");
  if (!registry) FAIL((draft + registry.error().message));
  return std::move(*registry);
}

}  // namespace

TEST_CASE("A draft proposes every credential once, with its code owner as operator and no owner") {
  const Registry registry = drafted(
      {finding_at("a/x.env", "one"), finding_at("b/y.env", "two"), finding_at("c/z.env", "one")},
      "* @acme/all\n/b/ @ana\n");
  REQUIRE(registry.credentials.size() == 2);
  const Credential& first = registry.credentials[0];
  CHECK(first.status == "proposed");
  CHECK(first.owner.accountable.empty());
  CHECK(first.owner.operator_party == "group:acme/all");
  CHECK(format_timestamp(first.owner.proposed.value()) ==
        format_timestamp(kNow).substr(0, 10) + "T00:00:00Z");
  CHECK_FALSE(first.owner.accepted.at.has_value());
  CHECK(registry.credentials[1].owner.operator_party == "user:ana");
  CHECK(registry.find_party("user:ana")->type == "human");
  CHECK(first.identity.locators.at(0).path == "a/x.env");
}

TEST_CASE("Judged against its own draft, every finding is tied by its fingerprint") {
  std::vector<Finding> findings = {
      finding_at("a.env", "one", {{"account", "1234"}, {"key_id", "ID-1"}}),
      finding_at("b.env", "two", {{"account", "1234"}, {"key_id", "ID-2"}}),
      finding_at("c.env", "three", {{"key_id", "ID-2"}})};
  const Registry registry = drafted(findings, "");
  CHECK(registry.credentials[0].identity.provider_ids.at(0).value == "ID-1");
  CHECK(registry.credentials[1].identity.provider_ids.empty());  // shared with the third
  const JudgeInput input = testing::input_of(&registry, kNow);
  judge(input, findings);
  for (const Finding& finding : findings) {
    if (finding.kind == FindingKind::kSecret) CHECK(finding.credential.matched_by == "fingerprint");
  }
  const std::string again = draft_registry(findings, "", kNow);
  CHECK(again.find("credentials: []") != std::string::npos);  // all are registered
}

TEST_CASE("Hostile paths, ids and owners stay data") {
  const std::vector<std::string> paths = {"a\n- id: evil",
                                          "\"}, x: {y",
                                          "a*b?[c]\\d",
                                          "#x",
                                          "\xFF\xFE.env",
                                          "\xE2\x80\xA8x",
                                          "\x1B]0;x\x07.env",
                                          "--- |",
                                          "{{x}}",
                                          "%TAG",
                                          ": ",
                                          std::string(5000, 'p')};
  std::vector<Finding> findings;
  for (const std::string& path : paths) {
    Finding finding = finding_at(path, path, {{"key_id", path + "\n\"id"}});
    finding.title = path;
    findings.push_back(std::move(finding));
  }
  const std::string owner =
      "* @" + std::string(3000, 'o') + "\n*.env @a\\ b\n[c] @\"}]\n* @\"}]:\n";
  const Registry registry = drafted(findings, owner);
  REQUIRE(registry.credentials.size() == paths.size());
  for (std::size_t i = 0; i < paths.size(); ++i) {
    CAPTURE(i);
    CHECK(glob_matches(registry.credentials[i].identity.locators.at(0).path, paths[i]));
  }
}

TEST_CASE("A path that holds the secret itself is not written down") {
  Finding finding = finding_at("dir/the-secret", "one");
  finding.occurrences[0].location.part = LocationPart::kPath;
  CHECK(draft_registry({finding}, "", kNow).find("the-secret") == std::string::npos);
  CHECK(drafted({finding}, "").credentials.size() == 1);
}

TEST_CASE("A scan that found nothing drafts an empty registry") {
  CHECK(drafted({}, "* @acme/all\n").credentials.empty());
}

}  // namespace keyhound
