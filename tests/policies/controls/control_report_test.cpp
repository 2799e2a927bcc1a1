// SPDX-License-Identifier: Apache-2.0
#include "policies/controls/control_report.h"

#include "policies/evidence/signing_key.h"
#include "tests/policies/controls/evaluated_ledger.h"

namespace keyhound {
namespace {

using testing::day;

std::string without_evidence(const ControlRow& row) {
  std::string all;
  for (const ControlPolicy& policy : row.policies) {
    if (policy.evaluations == 0) all += policy.id + " ";
  }
  return all;
}

std::vector<SeqRange> events(const ControlRow& row, Outcome outcome) {
  const auto ranges = row.evidence.events[static_cast<std::size_t>(outcome)].ranges();
  return {ranges.begin(), ranges.end()};
}

struct Sample {
  Sample() { ledger.append(testing::sample_evaluations()); }
  ControlReport report(std::optional<Timestamp> since = {}, std::optional<Timestamp> until = {}) {
    ControlReportRequest request = testing::request_for(framework, ledger.path());
    request.since = since;
    request.until = until;
    return testing::report_of(request);
  }
  testing::EvaluatedLedger ledger;
  ControlFramework framework = testing::sample_framework();
};

}  // namespace

TEST_CASE("A control adds up its policies, with the events behind each number") {
  Sample sample;
  const ControlReport report = sample.report();
  const ControlRow* row = testing::find_row(report, "R-1");
  REQUIRE(row != nullptr);
  CHECK(row->evidence.of(Outcome::kPass) == 4);
  CHECK(row->evidence.of(Outcome::kFail) == 2);
  CHECK(row->evidence.of(Outcome::kWaived) == 1);
  CHECK(row->evidence.of(Outcome::kError) == 1);
  CHECK(*pass_rate(row->evidence.counts) == doctest::Approx(4.0 / 7));
  CHECK(events(*row, Outcome::kPass) == std::vector<SeqRange>{{1, 1}, {3, 3}, {6, 6}, {11, 11}});
  CHECK(events(*row, Outcome::kFail) == std::vector<SeqRange>{{2, 2}, {9, 9}});
  CHECK(row->evidence.first == day(1));
  CHECK(row->evidence.last == day(3));
  // b is waived, c no longer applies, a passes both.
  CHECK(row->state == ControlState::kWaived);
  CHECK(testing::find_row(report, "R-1.2")->state == ControlState::kPassing);
  CHECK(report.events == 11);
  REQUIRE(report.unknown_policies.size() == 1);
  CHECK(report.unknown_policies[0] == std::pair<std::string, std::uint64_t>("ZZZ1001", 1));
}

TEST_CASE("A control whose policies were never evaluated has no evidence, and never passes") {
  Sample sample;
  const ControlReport report = sample.report();
  CHECK(testing::find_row(report, "N-1")->state == ControlState::kNoEvidence);
  CHECK(testing::find_row(report, "X-1")->state == ControlState::kUntested);
  const ControlRow* owners = testing::find_row(report, "O-1");
  CHECK(owners->state == ControlState::kPassing);
  CHECK(without_evidence(*owners) == "OWN1001 ");
  const ControlReport none = testing::report_of(testing::request_for(sample.framework));
  CHECK_FALSE(none.ledger);
  for (const ControlRow& row : none.rows) {
    CAPTURE(row.control.id);
    CHECK((row.state == ControlState::kNoEvidence || row.state == ControlState::kUntested));
  }
  // Only not-applicable: nothing was decided.
  testing::EvaluatedLedger ledger;
  ledger.append({testing::evaluated("ENV1001", "credential:a", "not-applicable", day(1))});
  const ControlReport report_of_none =
      testing::report_of(testing::request_for(sample.framework, ledger.path()));
  CHECK(testing::find_row(report_of_none, "N-1")->state == ControlState::kNoEvidence);
}

TEST_CASE(
    "A period takes the evaluations within it, both ends included, and stands as of its end") {
  Sample sample;
  const ControlReport first = sample.report({}, day(1));
  const ControlRow* row = testing::find_row(first, "R-1");
  CHECK(evaluations(row->evidence.counts) == 4);
  CHECK(row->state == ControlState::kFailing);
  CHECK(testing::find_row(sample.report(day(2), day(2)), "R-1.2")->state == ControlState::kFailing);
  CHECK(evaluations(testing::find_row(sample.report(day(3)), "R-1")->evidence.counts) == 1);
  CHECK(testing::find_row(sample.report(day(4)), "R-1")->state == ControlState::kNoEvidence);
}

TEST_CASE("A failure counts before an error, and an error is never a pass") {
  const ControlFramework framework = testing::sample_framework();
  testing::EvaluatedLedger ledger;
  ledger.append({testing::evaluated("ENV1001", "credential:a", "pass", day(1)),
                 testing::evaluated("ENV1001", "credential:b", "error", day(1))});
  const auto request = testing::request_for(framework, ledger.path());
  CHECK(testing::find_row(testing::report_of(request), "N-1")->state == ControlState::kUndecided);
  ledger.append({testing::evaluated("ENV1001", "credential:c", "fail", day(1))});
  CHECK(testing::find_row(testing::report_of(request), "N-1")->state == ControlState::kFailing);
}

TEST_CASE("A control that only a policy names is listed behind the framework's own") {
  const ControlFramework framework = testing::framework_of(
      "id: iso27001\nname: Short\nversion: \"1\"\ncontrols: [{id: A.5.17, summary: s}]\n");
  const ControlReport report = testing::report_of(testing::request_for(framework));
  CHECK(report.rows.size() > 10);
  CHECK(report.rows[0].is_listed);
  CHECK_FALSE(report.rows[1].is_listed);
  CHECK(report.rows[1].control.id == "10.2");
}

TEST_CASE("One control is reported with its parts, and one that there is not is named") {
  const ControlFramework& pci = testing::builtin_framework("pci");
  ControlReportRequest request = testing::request_for(pci);
  request.control = "7.2.5";
  CHECK(testing::report_of(request).rows.size() == 2);
  request.control = "8.6";
  CHECK(testing::report_of(request).rows.size() == 3);
  request.control = "8.6.33";
  const auto missing = make_control_report(request);
  REQUIRE_FALSE(missing);
  CHECK(missing.error().kind == ErrorKind::kUsage);
  CHECK(missing.error().message == "there is no control '8.6.33' in pci; did you mean '8.6.3'?");
}

TEST_CASE("A framework's file that names a policy which does not exist says where") {
  const ControlFramework framework = testing::framework_of(
      "id: own\nname: Own\nversion: \"1\"\n"
      "controls:\n  - {id: A, summary: a, policies: [ROT101]}\n");
  const auto report = make_control_report(testing::request_for(framework));
  REQUIRE_FALSE(report);
  CHECK(report.error().kind == ErrorKind::kConfiguration);
  CHECK(report.error().message.rfind(
            "own.yaml:5:10: one of its policies does not exist; did you mean ", 0) == 0);
}

TEST_CASE("A policy that is switched off still shows its evidence, and that it is off") {
  Sample sample;
  std::vector<PolicyInfo> in_use;
  for (const PolicyInfo& info : builtin_policies()) {
    if (info.id != "ROT1004") in_use.push_back(info);
  }
  ControlReportRequest request = testing::request_for(sample.framework, sample.ledger.path());
  request.policies = in_use;
  const ControlReport report = testing::report_of(request);
  const ControlRow* row = testing::find_row(report, "R-1.2");
  REQUIRE(row->policies.size() == 1);
  CHECK_FALSE(row->policies[0].is_in_use);
  CHECK(evaluations(row->evidence.counts) == 3);
}

TEST_CASE("A ledger that does not verify gives no report") {
  Sample sample;
  const std::string whole = sample.ledger.text();
  std::string changed = whole;
  changed.replace(changed.find("\"fail\""), 6, "\"pass\"");
  sample.ledger.put(changed);
  auto request = testing::request_for(sample.framework, sample.ledger.path());
  auto report = make_control_report(request);
  REQUIRE_FALSE(report);
  CHECK(report.error().kind == ErrorKind::kCorrupt);
  CHECK(report.error().message.find("line 3: ") != std::string::npos);
  sample.ledger.put("");
  CHECK(make_control_report(request).error().kind == ErrorKind::kCorrupt);
  sample.ledger.put(whole);
  CHECK(make_control_report(request));
  // No head is signed by this key: nothing shows who wrote it.
  request.check.keys = {testing::counting_key(9).public_key()};
  CHECK(make_control_report(request).error().kind == ErrorKind::kCorrupt);
  request.ledger = sample.ledger.dir / "missing";
  CHECK(make_control_report(request).error().kind == ErrorKind::kNotFound);
}

}  // namespace keyhound
