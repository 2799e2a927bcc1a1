// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/judge.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>

#include "scanner/cli/judge_options.h"
#include "scanner/cli/policy_regex.h"
#include "tests/support/temp_dir.h"

namespace keyhound {
namespace {

Finding finding_of(Severity severity) {
  Finding finding;
  finding.severity = severity;
  finding.occurrences.resize(1);
  return finding;
}

}  // namespace

TEST_CASE("The registry is the one that is named, or the one in the target") {
  const testing::TempDir dir;
  JudgeOptions options;
  CHECK(Judge::create(options, dir.str()));
  options.registries = {dir / "none.yaml"};
  CHECK_FALSE(Judge::create(options, dir.str()));
  options.registries.clear();
  dir.write_file("keyhound-registry.yaml", "{ not: [closed");
  const auto broken = Judge::create(options, dir.str());
  REQUIRE_FALSE(broken);
  CHECK(broken.error().message.find("keyhound-registry.yaml") != std::string::npos);
  options.now = "someday";
  CHECK(Judge::create(options, dir.str()).error().kind == ErrorKind::kUsage);
}

TEST_CASE("Judging names the policies and keeps the report order") {
  JudgeOptions options;
  const auto judge = Judge::create(options, "/nonexistent");
  REQUIRE(judge);
  ScanResult result;
  for (const char* path : {"b", "a"}) {
    result.findings.push_back(finding_of(Severity::kHigh));
    result.findings.back().occurrences[0].location.path = path;
  }
  judge->apply(result);
  REQUIRE(result.policies != nullptr);
  CHECK_FALSE(result.policies->empty());
  CHECK(std::is_sorted(result.findings.begin(), result.findings.end(), report_order));
}

TEST_CASE("A finding about the registry names it as the scan names files: from the target on") {
  const std::string registry =
      "apiVersion: keyhound.dev/v1\nkind: CredentialRegistry\ncredentials:\n"
      "  - {id: one, title: One, status: active, identity: {provider_ids: [id-1]}}\n"
      "exceptions:\n  - {id: EXC-1, applies_to: {credential: one}, expires: 2026-01-01}\n";
  const testing::TempDir dir;
  dir.write_file("target/keyhound-registry.yaml", registry).write_file("outside.yaml", registry);
  const auto places = [&dir](const std::string& named) {
    JudgeOptions options;
    if (!named.empty()) options.registries = {named};
    options.now = "2026-11-23T00:00:00Z";
    const auto judge = Judge::create(options, dir / "target/../target");
    REQUIRE_MESSAGE(judge, judge.error().message);
    ScanResult result;
    judge->apply(result);
    std::set<std::string> paths;
    for (const Finding& finding : result.findings) paths.insert(finding.first().location.path);
    return paths;
  };
  CHECK(places("") == std::set<std::string>{"keyhound-registry.yaml"});
  CHECK(places(dir / "target/keyhound-registry.yaml") ==
        std::set<std::string>{"keyhound-registry.yaml"});
  CHECK(places(dir / "outside.yaml") == std::set<std::string>{dir / "outside.yaml"});
}

TEST_CASE("An exception that names a policy which does not exist ends the run, with its place") {
  const testing::TempDir dir;
  dir.write_file(
      "keyhound-registry.yaml",
      "exceptions:\n  - {id: E, applies_to: {policies: [ROT1O01]}, expires: 2026-01-01}\n");
  const auto judge = Judge::create({}, dir.str());
  REQUIRE_FALSE(judge);
  CHECK(judge.error().kind == ErrorKind::kConfiguration);
  CHECK(judge.error().message.find("keyhound-registry.yaml:2:") != std::string::npos);
  CHECK(judge.error().message.find("did you mean ROT1001?") != std::string::npos);
}

TEST_CASE("A registry in .keyhound/ is found too") {
  const testing::TempDir dir;
  dir.write_file(".keyhound/owners.yaml", "credentials: [{id: a}]\n");
  const auto judge = Judge::create({}, dir.str());
  REQUIRE_MESSAGE(judge, judge.error().message);
  REQUIRE(judge->registry() != nullptr);
  CHECK(judge->registry()->credentials.size() == 1);
}

TEST_CASE("The name of a repository is told from its remote") {
  CHECK(repository_name("https://host/acme/pay.git") == "acme/pay");
  CHECK(repository_name("git@host:acme/pay.git") == "acme/pay");
  CHECK(repository_name("https://host/group/sub/pay/") == "group/sub/pay");
  CHECK(repository_name("pay").empty());
}

TEST_CASE("Policies match with the engine's regular expressions, in bounded memory") {
  const auto regex = policy_regexes().compile("^pay-[0-9]+$");
  REQUIRE(regex);
  CHECK((*regex)->matches("pay-12"));
  CHECK_FALSE((*regex)->matches("pay-x"));
  CHECK_FALSE(policy_regexes().compile("(a"));
  CHECK_FALSE(policy_regexes().compile("((a{100}){100}){100}"));
}

}  // namespace keyhound
