// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "scanner/cli/rule_options.h"
#include "scanner/cli/run_configuration.h"
#include "scanner/cli/scan_run.h"
#include "scanner/config/config_reader.h"

namespace keyhound {
namespace {

Configuration read(const std::string& toml) {
  auto file = parse_configuration(toml, "k.toml");
  REQUIRE(file);
  file->configuration.sources.push_back({"k.toml", "", "", ""});
  return std::move(file->configuration);
}

const RuleEngine& engine() {
  static const Result<RuleEngine> made = make_engine({});
  return *made;
}

Finding finding_of(const std::string& rule, bool is_documentation = false) {
  Finding finding;
  finding.rule_id = rule;
  finding.severity = is_documentation ? Severity::kInfo : Severity::kHigh;
  finding.is_documentation = is_documentation;
  return finding;
}

}  // namespace

TEST_CASE("Entries count until they end; the moment itself is still theirs") {
  const Configuration configuration = read(
      "[rules]\ndisable = ['P01', 'generic-password']\n"
      "[[allowlists]]\nuntil = 2027-01-31\npaths = ['a']\nrules = ['generic-password']\n"
      "[[allowlists]]\npaths = ['b']\ndescription = 'named'\n");
  const ScanSettings before = settings_of(configuration, *parse_timestamp("2027-01-31"));
  REQUIRE(before.allowlists.size() == 2);
  CHECK(before.allowlists[0].allowlist.description == "k.toml:3:1");
  CHECK(before.allowlists[0].rules == std::vector<std::string>{"generic-password"});
  CHECK(before.allowlists[1].allowlist.description == "named");
  REQUIRE(before.disabled_rules.size() == 2);
  CHECK(before.disabled_rules[0] != "P01");  // findings have the check's id
  CHECK(settings_of(configuration, *parse_timestamp("2027-01-31T00:00:01Z")).allowlists.size() ==
        1);
}

TEST_CASE("Severities change findings and their scores, but not those of samples") {
  const Configuration configuration = read("[rules]\nseverity = {a = 'critical', b = 'low'}\n");
  const auto context = make_scan_context(engine(), settings_of(configuration, {}));
  REQUIRE(context);
  ScanResult result;
  result.findings = {finding_of("a"), finding_of("a", true), finding_of("c")};
  tell_configuration(configuration, *context, ".", true, result);
  CHECK(result.findings[0].severity == Severity::kCritical);
  CHECK(result.findings[0].score == score_of(Severity::kCritical));
  CHECK(result.findings[1].severity == Severity::kInfo);
  CHECK(result.findings[2].severity == Severity::kHigh);
  CHECK_FALSE(result.suppressions);
}

TEST_CASE("Entries with a reason join the suppressions that are there, one for each rule") {
  const Configuration configuration = read(
      "[[allowlists]]\nreason = 'old'\nuntil = 2026-01-01\npaths = ['z']\n"
      "[[allowlists]]\nreason = 'r'\nexception = 'EXC-1'\nuntil = 2027-01-01\n"
      "rules = ['generic-password', 'github-classic-pat']\npaths = ['a']\n"
      "[[allowlists]]\nreason = 's'\nstopwords = ['b']\n"
      "[[allowlists]]\npaths = ['c']\n");
  const auto context =
      make_scan_context(engine(), settings_of(configuration, *parse_timestamp("2026-06-01")));
  REQUIRE(context);
  AllowlistSubject subject;
  subject.secret = "a-b-c";
  CHECK(context->is_allowed(0, subject));
  ScanResult result;
  result.suppressions.emplace().emplace_back().kind = "inline";
  tell_configuration(configuration, *context, ".", true, result);
  REQUIRE(result.suppressions->size() == 4);
  const Suppression& first = result.suppressions->at(1);
  CHECK(first.kind == "allowlist");
  CHECK(first.rule_id == "generic-password");
  CHECK(first.exception_id == "EXC-1");
  CHECK(first.until == *parse_timestamp("2027-01-01"));
  CHECK(first.location.path == "k.toml");
  CHECK(first.location.start.line == 5);
  CHECK_FALSE(first.is_used);
  CHECK(result.suppressions->at(3).rule_id.empty());
  CHECK(result.suppressions->at(3).is_used);
  REQUIRE(result.diagnostics.size() == 1);
  CHECK(result.diagnostics[0].kind == "expired-allowlist");
  CHECK(result.diagnostics[0].subject == "k.toml:1:1");
  CHECK_FALSE(result.diagnostics[0].incomplete);

  // Of a part of the repository nobody can say what is not needed.
  ScanResult part;
  tell_configuration(configuration, *context, ".", false, part);
  CHECK(part.suppressions->at(0).is_used);
}

}  // namespace keyhound
