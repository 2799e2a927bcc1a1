// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/text/finding_text.h"

#include "tests/scanner/report/golden.h"
#include "tests/scanner/report/sample_result.h"

using namespace keyhound;
using namespace keyhound::testing;

namespace {

std::string text_of(const Finding& finding) {
  return page_text([&](TextPage& page) { write_finding(page, finding); });
}

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("Text of a finding says whether the secret is in HEAD, in history only, or uncommitted") {
  Finding finding = secret_finding({occurrence_at("a", 1)});
  CHECK(contains(text_of(finding), "not in HEAD: only in history"));
  finding.occurrences.push_back(occurrence_at("a", 1, ""));
  CHECK(contains(text_of(finding), "not in HEAD, but in the work tree"));
  finding.occurrences[0].in_head = true;
  CHECK(contains(text_of(finding), "of 2026-10-30 by Ana Example, in HEAD"));
  CHECK(contains(text_of(secret_finding({occurrence_at("a", 1, "")})), "not committed"));
}

TEST_CASE("Text of a finding names the owner, or that nobody is known") {
  Finding finding = secret_finding({occurrence_at("a", 1)});
  CHECK_FALSE(contains(text_of(finding), "owner"));
  finding.policies = {{"OWN1001", Outcome::kFail, "No owner.", "Add one.", "", Level::kError}};
  CHECK(contains(text_of(finding), "owner     unknown: no registry entry matches"));
  CHECK(contains(text_of(finding), "FAIL OWN1001: No owner. Add one."));
  finding.credential = {"key", "", "locator", true};
  CHECK(contains(text_of(finding), "none (credential key, matched by locator, which says nothing"));
}

TEST_CASE("Text of a diagnostic tells a gap from a note") {
  const auto diagnostic_text = [](bool incomplete) {
    return page_text([&](TextPage& page) {
      write_diagnostic(page, {"unreadable-file", "a\nb", "why", incomplete});
    });
  };
  CHECK(diagnostic_text(true) == "NOT READ  a\\nb  unreadable-file\n  reason    why\n\n");
  CHECK(diagnostic_text(false) == "NOTE  a\\nb  unreadable-file\n  reason    why\n\n");
}

TEST_CASE("Text of a finding says what accepts it") {
  Finding finding = secret_finding({occurrence_at("a", 1)});
  finding.accepted = Acceptance{"test-value", "our sandbox",
                                parse_timestamp("2027-01-31T23:59:59Z").value(), "base"};
  CHECK(contains(text_of(finding), "accepted  test-value until 2027-01-31 (base): our sandbox"));
  finding.accepted = Acceptance{"", "", std::nullopt, "base"};
  CHECK(contains(text_of(finding), "accepted  not reviewed (base)"));
}
