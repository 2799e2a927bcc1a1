// SPDX-License-Identifier: Apache-2.0
#include "scanner/model/liveness_effect.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace keyhound;

namespace {

using Tags = std::vector<std::string>;

Finding secret_of(Severity severity) {
  Finding finding;
  finding.severity = severity;
  finding.score = score_of(severity);
  finding.tags = {"cloud"};
  finding.occurrences.emplace_back();
  return finding;
}

Liveness liveness_of(LivenessState state) {
  Liveness liveness;
  liveness.state = state;
  liveness.source = "live-check";
  return liveness;
}

}  // namespace

TEST_CASE("A secret that works weighs one step more, and its confidence is high") {
  const std::vector<std::pair<Severity, Severity>> rows = {
      {Severity::kInfo, Severity::kLow},
      {Severity::kLow, Severity::kMedium},
      {Severity::kMedium, Severity::kHigh},
      {Severity::kHigh, Severity::kCritical},
  };
  for (const auto& [before, after] : rows) {
    CAPTURE(to_string(before));
    Finding finding = secret_of(before);
    apply_liveness(finding, liveness_of(LivenessState::kActive));
    CHECK(finding.severity == after);
    CHECK(finding.score == score_of(after));
    CHECK(finding.confidence == Confidence::kHigh);
    CHECK(finding.liveness.state == LivenessState::kActive);
    CHECK(severity_before_check(finding) == before);
  }
  Finding worst = secret_of(Severity::kCritical);
  apply_liveness(worst, liveness_of(LivenessState::kActive));
  CHECK(worst.severity == Severity::kCritical);
  CHECK(worst.tags == Tags{"cloud", "verified-active"});
  CHECK_FALSE(severity_before_check(worst));
}

TEST_CASE("A secret that works no more weighs little, and no more than before") {
  for (const LivenessState state : {LivenessState::kRevoked, LivenessState::kExpired}) {
    Finding finding = secret_of(Severity::kCritical);
    apply_liveness(finding, liveness_of(state));
    CHECK(finding.severity == Severity::kLow);
    CHECK(finding.score == score_of(Severity::kLow));
    CHECK(finding.confidence == Confidence::kMedium);
    CHECK(finding.tags == Tags{"cloud", "verified-" + std::string(to_string(state)),
                               "severity-before-verification-critical"});
    Finding slight = secret_of(Severity::kInfo);
    apply_liveness(slight, liveness_of(state));
    CHECK(slight.severity == Severity::kInfo);
  }
}

TEST_CASE("A check that proves nothing is told and changes nothing") {
  for (const LivenessState state : {LivenessState::kUnchecked, LivenessState::kIndeterminate}) {
    Finding finding = secret_of(Severity::kHigh);
    Liveness liveness = liveness_of(state);
    liveness.reason = "api.example.com is not allowed";
    apply_liveness(finding, liveness);
    CHECK(finding.severity == Severity::kHigh);
    CHECK(finding.confidence == Confidence::kMedium);
    CHECK(finding.tags == Tags{"cloud"});
    CHECK(finding.liveness.reason == "api.example.com is not allowed");
    CHECK(is_told(finding.liveness));
  }
  CHECK_FALSE(is_told(Liveness{}));
}

TEST_CASE("A later check takes the place of an earlier one") {
  Finding finding = secret_of(Severity::kHigh);
  apply_liveness(finding, liveness_of(LivenessState::kActive));
  apply_liveness(finding, liveness_of(LivenessState::kActive));
  CHECK(finding.severity == Severity::kCritical);
  apply_liveness(finding, liveness_of(LivenessState::kRevoked));
  CHECK(finding.severity == Severity::kLow);
  CHECK(severity_before_check(finding) == Severity::kHigh);
  apply_liveness(finding, liveness_of(LivenessState::kIndeterminate));
  CHECK(finding.severity == Severity::kHigh);
  CHECK(finding.score == score_of(Severity::kHigh));
  CHECK(finding.tags == Tags{"cloud"});
}

TEST_CASE("Published samples, pipelines and policies are no secrets that a check weighs") {
  Finding sample = secret_of(Severity::kInfo);
  sample.is_documentation = true;
  Finding pipeline = secret_of(Severity::kHigh);
  pipeline.kind = FindingKind::kPipeline;
  Finding policy = secret_of(Severity::kHigh);
  policy.kind = FindingKind::kPolicy;
  for (Finding* finding : {&sample, &pipeline, &policy}) {
    const Severity before = finding->severity;
    apply_liveness(*finding, liveness_of(LivenessState::kActive));
    CHECK(finding->severity == before);
    CHECK(finding->liveness.state == LivenessState::kUnchecked);
    CHECK(finding->tags == Tags{"cloud"});
  }
}
