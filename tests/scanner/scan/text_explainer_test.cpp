// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/text_explainer.h"

#include <doctest/doctest.h>

#include "scanner/scan/match_explanation.h"
#include "tests/scanner/scan/scan_fixture.h"
#include "tests/support/encoders.h"

namespace keyhound {
namespace {

std::vector<Candidate> explain(const ScanFixture& fixture, std::string_view text,
                               std::string_view path = "a.txt",
                               Confidence least = Confidence::kLow) {
  auto explainer = TextExplainer::create(fixture.context());
  REQUIRE(explainer);
  auto candidates = explainer->explain({text, path, {}}, least);
  REQUIRE(candidates);
  return *candidates;
}

const CandidateCheck* check_of(const Candidate& candidate, std::string_view name) {
  for (const CandidateCheck& check : candidate.checks) {
    if (check.name == name) return &check;
  }
  return nullptr;
}

}  // namespace

TEST_CASE("A finding and the rule that it outdoes are both explained") {
  const ScanFixture fixture;
  const auto candidates = explain(fixture, "\ntoken = " + acme_token(1));
  REQUIRE(candidates.size() == 2);
  CHECK(candidates[0].rule_id == "acme");
  CHECK_FALSE(candidates[0].dropped);
  CHECK(candidates[0].location.start == SourcePosition{2, 9});
  CHECK(check_of(candidates[0], "placeholder")->outcome == CheckOutcome::kPassed);
  CHECK(candidates[1].dropped == DropReason::kOverlap);
  CHECK(check_of(candidates[1], "overlap")->detail.find("acme") != std::string::npos);
}

TEST_CASE("Each reason to drop is told, and nothing is asked behind it") {
  const ScanFixture fixture;
  const auto filler = explain(fixture, "acme_xxxxxxxxxxxxxxxxxxxx");
  REQUIRE(filler.size() == 1);
  CHECK(filler[0].dropped == DropReason::kPlaceholder);
  CHECK(filler[0].checks.back().outcome == CheckOutcome::kDropped);
  const auto path = explain(fixture, "PASSWORD=hunter2");
  REQUIRE(path.size() == 1);
  CHECK(path[0].dropped == DropReason::kPath);
  CHECK(path[0].checks.size() == 1);
  const auto unsure =
      explain(fixture, "token = " + testing::alphanumerics(3, 20), "a.txt", Confidence::kMedium);
  REQUIRE(unsure.size() == 1);
  CHECK(unsure[0].dropped == DropReason::kLowConfidence);
}

TEST_CASE("A wrong checksum and a trigger without a match are told") {
  const ScanFixture fixture;
  const auto wrong = explain(fixture, "ghp_" + testing::alphanumerics(3, 36));
  REQUIRE(wrong.size() == 1);
  CHECK(check_of(wrong[0], "checksum")->outcome == CheckOutcome::kLowered);
  const auto cut = explain(fixture, "x = acme_" + testing::alphanumerics(1, 15));
  for (const Candidate& candidate : cut) {
    CHECK_FALSE(candidate.is_confirmed);
    CHECK(candidate.secret_redacted.empty());
  }
}

TEST_CASE("A candidate in encoded text is explained at its place, with the encoding") {
  const ScanFixture fixture;
  const std::string encoded = to_base64(acme_token(1));
  const auto found = explain(fixture, "one\nx = " + encoded + "\n");
  REQUIRE(found.size() >= 1);
  CHECK(found[0].rule_id == "acme");
  CHECK_FALSE(found[0].dropped);
  CHECK(found[0].encoding == "base64");
  CHECK(found[0].location.start == SourcePosition{2, 5});
  CHECK(found[0].location.end == SourcePosition{2, 5 + static_cast<std::uint32_t>(encoded.size())});
  const auto filler = explain(fixture, "x = " + to_base64("acme_xxxxxxxxxxxxxxxxxxxx"));
  REQUIRE(filler.size() >= 1);
  CHECK(filler[0].dropped == DropReason::kPlaceholder);
  CHECK(filler[0].encoding == "base64");
}

TEST_CASE("A rule that finds the encoded text itself, and is less specific, is told as outdone") {
  const ScanFixture fixture;
  bool is_told = false;
  for (const Candidate& one : explain(fixture, "token = " + to_base64(acme_token(1))))
    is_told = is_told || (one.encoding.empty() && one.dropped == DropReason::kOverlap);
  CHECK(is_told);
}

TEST_CASE("No candidate holds a secret") {
  const ScanFixture fixture;
  const std::string token = acme_token(1);
  for (const Candidate& candidate : explain(fixture, "token = " + token)) {
    CHECK(candidate.secret_redacted.find(token.substr(10)) == std::string::npos);
    for (const CandidateCheck& check : candidate.checks)
      CHECK(check.detail.find(token.substr(10)) == std::string::npos);
  }
}

}  // namespace keyhound
