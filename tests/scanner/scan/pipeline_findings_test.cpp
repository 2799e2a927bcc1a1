// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/pipeline_findings.h"

#include <doctest/doctest.h>

#include "scanner/pipelines/definition_reader.h"

namespace keyhound {
namespace {

Definition definition(std::string_view text) {
  std::vector<Diagnostic> diagnostics;
  auto read = read_definition(".github/workflows/ci.yml", text, nullptr, diagnostics);
  REQUIRE(read);
  return std::move(*read);
}

constexpr std::string_view kText = "on: push\njobs:\n  a:\n    runs-on: x\n    env: {B: ccc}\n";

PipelineFinding finding(const Definition& in, std::string subject, TextRange range) {
  PipelineFinding one;
  one.check = find_check("registry-password-literal");
  one.definition = &in;
  one.level = Level::kError;
  one.range = range;
  one.message = "the key '" + subject + "' is hard-coded";
  one.subject = std::move(subject);
  one.key_path = "jobs/a/env/B";
  one.scope = {0, kNoFact};
  one.is_literal = true;
  return one;
}

Finding secret_at(SourcePosition start, SourcePosition end) {
  Finding secret;
  secret.rule_id = "acme";
  Occurrence place;
  place.location = {".github/workflows/ci.yml", LocationPart::kContent, start, end};
  place.in_worktree = true;
  secret.occurrences.push_back(place);
  return secret;
}

TEST_CASE("A check's finding becomes a report's, with place, severity and remedy") {
  const Definition in = definition(kText);
  const auto begin = static_cast<std::uint32_t>(kText.find("ccc"));
  const auto findings = findings_of({finding(in, "B", {begin, begin + 3})}, {}, true);
  REQUIRE(findings.size() == 1);
  const Finding& one = findings.front();
  CHECK(one.kind == FindingKind::kPipeline);
  CHECK(one.rule_id == "registry-password-literal");
  CHECK(one.message == "The key 'B' is hard-coded.");
  CHECK(one.severity == Severity::kHigh);
  CHECK_FALSE(one.remedy.empty());
  CHECK(one.first().location.start == SourcePosition{5, 14});
  CHECK(one.first().in_worktree);
  REQUIRE(one.first().pipeline);
  CHECK(one.first().pipeline->job == "a");
}

TEST_CASE("A message begins with a capital letter, but for a name") {
  const Definition in = definition(kText);
  const auto begin = static_cast<std::uint32_t>(kText.find("ccc"));
  PipelineFinding named = finding(in, "API-TOKEN", {begin, begin + 3});
  named.message = "api-token is printed";
  CHECK(findings_of({named}, {}, true).front().message == "api-token is printed.");
}

TEST_CASE("Fingerprints stay when lines move, and tell two findings of one key apart") {
  const Definition in = definition(kText);
  const Definition moved = definition("# a comment\n" + std::string(kText));
  const auto before =
      findings_of({finding(in, "B", {60, 63}), finding(in, "B", {61, 63})}, {}, true);
  const auto after = findings_of({finding(moved, "B", {72, 75})}, {}, true);
  CHECK(before[0].fingerprint.short_form() == after[0].fingerprint.short_form());
  CHECK(before[0].fingerprint.short_form() != before[1].fingerprint.short_form());
  const auto key = FingerprintKey::create("new", std::vector<std::uint8_t>(16, 1));
  const auto changed = findings_of({finding(in, "B", {60, 63})}, *key, true, {FingerprintKey()});
  CHECK(changed[0].previous_fingerprints ==
        std::vector<std::string>{before[0].fingerprint.short_form()});
  const auto other = findings_of({finding(in, "C", {60, 63})}, {}, true);
  CHECK(other[0].fingerprint.short_form() != before[0].fingerprint.short_form());
}

TEST_CASE("A literal in which a secret was found is no finding of its own") {
  const Definition in = definition(kText);
  const auto begin = static_cast<std::uint32_t>(kText.find("ccc"));
  std::vector<Finding> all = findings_of({finding(in, "B", {begin, begin + 3})}, {}, true);
  all.push_back(secret_at({5, 14}, {5, 17}));
  fold_literals(all);
  REQUIRE(all.size() == 1);
  CHECK(all.front().rule_id == "acme");
  CHECK(all.front().also_matched == std::vector<std::string>{"registry-password-literal"});

  std::vector<Finding> apart = findings_of({finding(in, "B", {begin, begin + 3})}, {}, true);
  apart.push_back(secret_at({4, 1}, {4, 5}));
  fold_literals(apart);
  CHECK(apart.size() == 2);
}

TEST_CASE("What a check says about a credential is no finding of its own") {
  const Definition in = definition(kText);
  PipelineFinding one = finding(in, "B", {1, 2});
  one.credential = 0;
  CHECK(findings_of({one}, {}, true).empty());
}

}  // namespace
}  // namespace keyhound
