// SPDX-License-Identifier: Apache-2.0
#include "scanner/model/finding.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace keyhound {
namespace {

Finding finding_at(std::string path, std::uint64_t line, std::uint64_t column, std::string rule,
                   std::uint8_t mac = 0) {
  Finding finding;
  finding.rule_id = std::move(rule);
  finding.fingerprint.mac = {mac};
  finding.occurrences.resize(1);
  finding.occurrences[0].location = {
      std::move(path), LocationPart::kContent, {line, column}, {line, column + 1}};
  return finding;
}

}  // namespace

TEST_CASE("Kinds and outcomes have their names") {
  CHECK(to_string(FindingKind::kSecret) == "secret");
  CHECK(to_string(FindingKind::kPipeline) == "pipeline");
  CHECK(to_string(FindingKind::kPolicy) == "policy");
  CHECK(to_string(Outcome::kPass) == "pass");
  CHECK(to_string(Outcome::kFail) == "fail");
  CHECK(to_string(Outcome::kWaived) == "waived");
  CHECK(to_string(Outcome::kNotApplicable) == "not-applicable");
  CHECK(to_string(Outcome::kError) == "error");
}

TEST_CASE("A finding is in HEAD when any of its occurrences is") {
  Finding finding = finding_at("a", 1, 1, "r");
  CHECK_FALSE(finding.in_head());
  finding.occurrences.resize(3);
  finding.occurrences[2].in_head = true;
  CHECK(finding.in_head());
}

TEST_CASE("Reports are ordered by path, place, part, rule and fingerprint, policies last") {
  std::vector<Finding> ordered = {finding_at("a", 2, 9, "z"),     finding_at("a", 10, 1, "a"),
                                  finding_at("a", 10, 2, "a"),    finding_at("a", 10, 2, "b", 1),
                                  finding_at("a", 10, 2, "b", 2), finding_at("b", 1, 1, "a")};
  Finding in_path = finding_at("b", 1, 1, "a");
  in_path.occurrences[0].location.part = LocationPart::kPath;
  ordered.push_back(in_path);
  Finding policy = finding_at("a", 1, 1, "a");
  policy.kind = FindingKind::kPolicy;
  ordered.push_back(policy);
  for (std::size_t i = 0; i < ordered.size(); ++i) {
    for (std::size_t j = 0; j < ordered.size(); ++j) {
      CAPTURE(i);
      CAPTURE(j);
      CHECK(report_order(ordered[i], ordered[j]) == (i < j));
    }
  }
}

TEST_CASE("Fingerprints with different keys do not tie") {
  const Finding a = finding_at("a", 1, 1, "r");
  Finding b = a;
  b.fingerprint.key_id = "team";
  CHECK(report_order(a, b) != report_order(b, a));
  CHECK_FALSE(report_order(a, a));
}

TEST_CASE("Sorting for a report follows the report's order and keeps equal findings as they came") {
  std::vector<Finding> findings(5);
  const char* const paths[] = {"c", "a", "b", "a", "c"};
  for (std::size_t i = 0; i < findings.size(); ++i) {
    findings[i].occurrences.emplace_back().location.path = paths[i];
    findings[i].title = std::to_string(i);
  }
  sort_for_report(findings);
  std::string order;
  for (const Finding& finding : findings) order += finding.title;
  CHECK(order == "13204");
}

TEST_CASE("Sorting for a report agrees with report_order, whatever decides") {
  std::vector<Finding> findings;
  std::uint32_t state = 1;
  const auto next = [&state](std::uint32_t below) {
    state = state * 1664525U + 1013904223U;
    return (state >> 16U) % below;
  };
  for (int i = 0; i < 2000; ++i) {
    Finding one =
        finding_at(next(2) == 0 ? "a" : "b/c", 1 + next(2), 1 + next(2), next(2) == 0 ? "r" : "s");
    one.kind = next(2) == 0 ? FindingKind::kSecret : FindingKind::kPolicy;
    one.occurrences[0].location.part = static_cast<LocationPart>(next(2));
    one.fingerprint.mac.assign(next(12), static_cast<std::uint8_t>(next(3)));
    one.fingerprint.key_id = next(2) == 0 ? "" : "k";
    findings.push_back(std::move(one));
  }
  std::vector<Finding> expected = findings;
  std::stable_sort(expected.begin(), expected.end(), report_order);
  sort_for_report(findings);
  for (std::size_t i = 0; i < findings.size(); ++i) {
    CHECK_FALSE(report_order(findings[i], expected[i]));
    CHECK_FALSE(report_order(expected[i], findings[i]));
  }
}

}  // namespace keyhound
