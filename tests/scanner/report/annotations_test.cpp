// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/annotations.h"

#include <doctest/doctest.h>

#include "tests/scanner/report/sample_result.h"

namespace keyhound {
namespace {

using namespace testing;

Finding finding_of(Severity severity, const char* path) {
  Finding finding = secret_finding({occurrence_at(path, 3)});
  finding.severity = severity;
  return finding;
}

std::string paths_of(const AnnotationList& list) {
  std::string paths;
  for (const Annotation& one : list.shown) paths += one.place.path + " ";
  return paths;
}

}  // namespace

TEST_CASE("Annotations begin with the worst, and what is over the limit is counted by level") {
  ScanResult result = clean_result();
  result.findings = {finding_of(Severity::kLow, "low"), finding_of(Severity::kMedium, "medium"),
                     finding_of(Severity::kHigh, "high"),
                     finding_of(Severity::kCritical, "critical"),
                     finding_of(Severity::kCritical, "critical2")};
  CHECK(paths_of(annotations_of(result, 10)) == "critical critical2 high medium low ");
  const AnnotationList list = annotations_of(result, 2);
  CHECK(paths_of(list) == "critical critical2 medium low ");
  CHECK(list.left_out_of(Level::kError) == 1);
  CHECK(list.left_out_of(Level::kWarning) == 0);
}

TEST_CASE("What the base has is a note, and what is waived or accepted is none") {
  ScanResult result = clean_result();
  result.findings = {finding_of(Severity::kCritical, "old"), finding_of(Severity::kHigh, "new"),
                     finding_of(Severity::kHigh, "accepted"), policy_finding(true)};
  result.findings[0].baseline_state = BaselineState::kUnchanged;
  result.findings[1].baseline_state = BaselineState::kNew;
  result.findings[2].accepted.emplace();
  const AnnotationList list = annotations_of(result, 10);
  CHECK(paths_of(list) == "new old ");
  CHECK(list.shown[1].level == Level::kNote);
}

TEST_CASE("What was not read is a warning that no number of findings hides") {
  ScanResult result = incomplete_result();
  for (int i = 0; i < 5; ++i) result.findings.push_back(finding_of(Severity::kMedium, "medium"));
  const AnnotationList list = annotations_of(result, 3);
  REQUIRE(list.shown.size() == 4);
  CHECK(list.shown[0].title == "Not read: missing-object");
  CHECK(list.shown[1].title == "Not read: unreadable-file");
  CHECK(list.shown[3].title == "shallow-clone");
  CHECK(list.shown[3].level == Level::kNote);
  CHECK(list.left_out_of(Level::kWarning) == 4);
}

TEST_CASE("An annotation stands where HEAD holds the credential; a message has no file") {
  ScanResult result = full_result();
  for (const Annotation& one : annotations_of(result, 100).shown) {
    if (one.rule_id == "generic-password") CHECK(one.place.path.empty());
    if (one.rule_id == "example-token" && one.place.path.starts_with("deploy"))
      CHECK(one.place.path == "deploy/stage.env");
  }
}

TEST_CASE("A file name that holds a credential is annotated at the file's start") {
  ScanResult result = clean_result();
  result.findings = {finding_of(Severity::kHigh, "name")};
  result.findings[0].occurrences[0].location.part = LocationPart::kPath;
  const AnnotationList list = annotations_of(result, 10);
  CHECK(list.shown[0].place.start == SourcePosition{1, 1});
}

}  // namespace keyhound
