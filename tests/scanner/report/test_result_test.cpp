// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/test_result.h"

#include <doctest/doctest.h>

#include "tests/scanner/report/judged_result.h"

using namespace keyhound;
using namespace keyhound::testing;

namespace {

ScanResult judged_as(Outcome outcome, Level level, bool with_pass) {
  AssessmentMaker maker;
  maker.add("OWN1001", maker.subject("a", "x"), outcome, "", "", level);
  if (with_pass) maker.add("OWN1001", maker.subject("b", "x"), Outcome::kPass, "", "", level);
  ScanResult result = clean_result();
  result.assessment = maker.made;
  return result;
}

}  // namespace

TEST_CASE("A policy is a test that passes, warns or fails, by its worst verdict") {
  struct Row {
    Outcome outcome;
    Level level;
    const char* result;
  };
  const Row rows[] = {
      {Outcome::kPass, Level::kError, "PASSED"},   {Outcome::kFail, Level::kError, "FAILED"},
      {Outcome::kFail, Level::kWarning, "WARNED"}, {Outcome::kFail, Level::kNote, "WARNED"},
      {Outcome::kError, Level::kError, "FAILED"},  {Outcome::kError, Level::kWarning, "WARNED"},
      {Outcome::kWaived, Level::kError, "WARNED"}};
  for (const Row& row : rows) {
    for (const bool with_pass : {false, true}) {
      CAPTURE(to_string(row.outcome));
      CAPTURE(to_string(row.level));
      const TestResult test = test_result(judged_as(row.outcome, row.level, with_pass));
      CHECK(test.result == row.result);
      CHECK(test.passed.size() == (test.result == "PASSED" ? 1 : 0));
      CHECK(test.warned.size() == (test.result == "WARNED" ? 1 : 0));
      CHECK(test.failed.size() == (test.result == "FAILED" ? 1 : 0));
    }
  }
}

TEST_CASE("A policy with nothing to judge is in no list") {
  const TestResult test = test_result(judged_as(Outcome::kNotApplicable, Level::kError, false));
  CHECK(test.result == "PASSED");
  CHECK(test.passed.empty());
  CHECK(test.warned.empty());
  CHECK(test.failed.empty());
}

TEST_CASE("An incomplete scan never passes") {
  ScanResult result = judged_as(Outcome::kPass, Level::kError, false);
  result.diagnostics = incomplete_result().diagnostics;
  CHECK(test_result(result).result == "WARNED");
  CHECK(test_result(result).passed.size() == 1);
}

TEST_CASE("Where nothing was judged the findings decide") {
  ScanResult result = clean_result();
  CHECK(test_result(result).result == "PASSED");
  result.findings = {secret_finding({occurrence_at("a", 1)})};
  CHECK(test_result(result).result == "FAILED");
  result.findings[0].severity = Severity::kLow;
  CHECK(test_result(result).result == "WARNED");
}
