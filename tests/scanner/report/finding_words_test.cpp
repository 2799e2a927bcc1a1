// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/finding_words.h"

#include "tests/scanner/report/covered_result.h"
#include "tests/scanner/report/golden.h"

using namespace keyhound;
using namespace keyhound::testing;

TEST_CASE("A finding is open, waived or accepted, and waived before accepted") {
  Finding finding = secret_finding({occurrence_at("a.env", 1)});
  CHECK(state_word(finding) == "open");
  finding.accepted = sample_acceptance();
  CHECK(state_word(finding) == "accepted");
  finding.waived = true;
  CHECK(state_word(finding) == "waived");
}

TEST_CASE("Exposure says who can read a secret") {
  Finding finding = secret_finding({occurrence_at("a.env", 1)});
  CHECK(exposure_words(finding) == "in history only");
  finding.occurrences[0].reachable = false;
  CHECK(exposure_words(finding) == "in a commit that no ref reaches");
  finding.occurrences.push_back(occurrence_at("a.env", 1, ""));
  CHECK(exposure_words(finding) == "in history and the work tree, not in HEAD");
  finding.occurrences[0].in_head = true;
  CHECK(exposure_words(finding) == "in HEAD");
  CHECK(exposure_words(secret_finding({occurrence_at("a.env", 1, "")})) ==
        "in the work tree, not committed");
  finding = secret_finding({occurrence_at("", 1, "")});
  finding.occurrences[0].in_worktree = false;
  CHECK(exposure_words(finding) == "in what was scanned");
}

TEST_CASE("Owner is a name, none, unknown, or nothing where nobody asked") {
  Finding finding = secret_finding({occurrence_at("a.env", 1)});
  CHECK(owner_words(finding).empty());
  finding.policies = {{"OWN1001", Outcome::kFail, "", "", "", Level::kError}};
  CHECK(owner_words(finding) == "unknown");
  finding.credential.id = "pay-key";
  CHECK(owner_words(finding) == "none");
  finding.credential.owner = "group:payments";
  CHECK(owner_words(finding) == "group:payments");
}

TEST_CASE("Verdicts in words name the policies that object") {
  Finding finding = secret_finding({occurrence_at("a.env", 1)});
  CHECK(verdict_words(finding).empty());
  finding.policies = {{"EXC1001", Outcome::kPass, "", "", "", Level::kError},
                      {"OWN1001", Outcome::kFail, "", "", "", Level::kError},
                      {"ROT1001", Outcome::kFail, "", "", "", Level::kError},
                      {"ROT1002", Outcome::kWaived, "", "", "", Level::kError},
                      {"USE1001", Outcome::kError, "", "", "", Level::kError}};
  CHECK(verdict_words(finding) == "fails OWN1001, ROT1001; undecided USE1001; waived ROT1002");
}
