// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/secret_places.h"

#include <doctest/doctest.h>

#include "scanner/pipelines/definition_reader.h"
#include "tests/scanner/scan/scan_fixture.h"
#include "tests/support/temp_dir.h"

namespace keyhound {
namespace {

// One rule; `more` is its last line.
std::string rules(std::string_view more) {
  return std::string(R"toml(
[[rules]]
id = "scored-value"
description = "Value of a password"
kind = "password"
severity = "high"
confidence = "medium"
regex = '''PASSWORD: (\S{4,40})'''
secret_group = 1
)toml") + std::string(more);
}

Finding generic_at(const std::string& path, SourcePosition start, SourcePosition end) {
  Finding finding;
  finding.rule_id = "scored-value";
  finding.severity = Severity::kHigh;
  finding.confidence = Confidence::kMedium;
  Occurrence place;
  place.location = {path, LocationPart::kContent, start, end};
  place.in_worktree = true;
  finding.occurrences.push_back(std::move(place));
  return finding;
}

constexpr std::string_view kPath = ".github/workflows/ci.yml";
constexpr std::string_view kText =
    "on: push\nenv:\n  POSTGRES_PASSWORD: postgres\n  DEBUG: pw:install\njobs: {}\n";

DefinitionSet set_of(std::string_view text) {
  std::vector<Diagnostic> diagnostics;
  std::vector<Definition> definitions;
  auto definition = read_definition(kPath, text, nullptr, diagnostics);
  REQUIRE(definition);
  definitions.push_back(std::move(*definition));
  return DefinitionSet(std::move(definitions));
}

// The finding after its places were told. `scored` makes its rule one of the model's.
Finding told(Finding finding, bool scored) {
  const ScanFixture fixture(rules(scored ? "scored = \"value\"\n" : ""));
  const DefinitionSet set = set_of(kText);
  std::vector<Finding> secrets{std::move(finding)};
  std::vector<Diagnostic> diagnostics;
  tell_places(fixture.context(), set, nullptr, secrets, diagnostics);
  CHECK(diagnostics.empty());
  return secrets.front();
}

TEST_CASE("A place in a definition is told, also of findings that are not generic") {
  const Finding finding = told(generic_at(std::string(kPath), {3, 22}, {3, 30}), false);
  REQUIRE(finding.first().pipeline);
  CHECK(finding.first().pipeline->key_path == "env/POSTGRES_PASSWORD");
  CHECK(finding.severity == Severity::kHigh);
  CHECK_FALSE(told(generic_at("other.yml", {3, 22}, {3, 30}), false).first().pipeline);
}

TEST_CASE("The password of a test's database is a note, a word of another key's value is unsure") {
  const Finding database = told(generic_at(std::string(kPath), {3, 22}, {3, 30}), true);
  CHECK(database.severity == Severity::kLow);
  CHECK(database.confidence == Confidence::kMedium);
  const Finding word = told(generic_at(std::string(kPath), {4, 13}, {4, 20}), true);
  CHECK(word.confidence == Confidence::kLow);
}

TEST_CASE("A generic secret that also stands elsewhere stays what it is") {
  Finding finding = generic_at(std::string(kPath), {3, 22}, {3, 30});
  finding.occurrences.push_back(generic_at("src/a.py", {1, 1}, {1, 9}).occurrences.front());
  CHECK(told(std::move(finding), true).severity == Severity::kHigh);
}

TEST_CASE("Checks hear of the credentials of providers only, and of none that is unsure") {
  const ScanFixture fixture(rules(""));
  std::vector<Definition> definitions;
  std::vector<Diagnostic> diagnostics;
  definitions.push_back(std::move(*read_definition(kPath, kText, nullptr, diagnostics)));
  Finding unsure = generic_at(std::string(kPath), {3, 22}, {3, 30});
  unsure.confidence = Confidence::kLow;
  hand_over_credentials(fixture.context(),
                        {unsure, generic_at(std::string(kPath), {3, 22}, {3, 30})}, definitions);
  REQUIRE(definitions.front().credentials.size() == 1);
  CHECK(definitions.front().credentials.front().finding == 1);
}

}  // namespace
}  // namespace keyhound
