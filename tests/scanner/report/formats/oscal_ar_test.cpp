// SPDX-License-Identifier: Apache-2.0
#include <set>

#include "scanner/report/oscal/oscal_findings.h"
#include "scanner/report/oscal/oscal_items.h"
#include "scanner/report/oscal/oscal_sections.h"
#include "scanner/report/oscal/oscal_source.h"
#include "tests/scanner/report/golden.h"
#include "tests/scanner/report/judged_result.h"

using namespace keyhound;
using namespace keyhound::testing;

namespace {

nlohmann::json results_of(const ScanResult& result) {
  return nlohmann::json::parse(render("oscal-ar", result))["assessment-results"]["results"][0];
}

const nlohmann::json& with(const nlohmann::json& list, const char* name, const std::string& value) {
  static const nlohmann::json kNone;
  for (const auto& one : list) {
    for (const auto& prop : one["props"]) {
      if (prop["name"] == name && prop["value"] == value) return one;
    }
  }
  return kNone;
}

bool has_empty_list(const nlohmann::json& value) {
  if (value.is_array() && value.empty()) return true;
  for (const auto& member : value) {
    if (member.is_structured() && has_empty_list(member)) return true;
  }
  return false;
}

// The UUIDs that objects have, and those that are referred to.
void collect_ids(const nlohmann::json& value, std::multiset<std::string>& own,
                 std::set<std::string>& referred) {
  for (const auto& [key, member] : value.items()) {
    if (value.is_object() && key == "uuid") own.insert(member.get<std::string>());
    if (value.is_object() && key.ends_with("-uuid")) referred.insert(member.get<std::string>());
    if (key == "party-uuids") {
      for (const auto& one : member) referred.insert(one.get<std::string>());
    }
    if (key == "href" && member.get<std::string>().starts_with("#")) {
      referred.insert(member.get<std::string>().substr(1));
    }
    if (member.is_structured()) collect_ids(member, own, referred);
  }
}

}  // namespace

TEST_CASE("OSCAL assessment results tell what was judged and how it ended") {
  check_golden("judged-oscal-ar.json", render("oscal-ar", judged_result()));
}

TEST_CASE("OSCAL assessment results have a finding for each policy that had a subject") {
  const auto result = results_of(judged_result());
  const std::map<std::string, std::pair<std::string, std::string>> expected = {
      {"EXC1001", {"not-satisfied", "fail"}},
      {"OWN1001", {"not-satisfied", "fail"}},
      {"ROT1002", {"not-satisfied", "other"}},
      {"RVW1001", {"not-satisfied", "fail"}},
      {"USE1001", {"satisfied", "pass"}}};
  REQUIRE(result["findings"].size() == expected.size());
  for (const auto& finding : result["findings"]) {
    const auto& target = finding["target"];
    CAPTURE(target["target-id"]);
    CHECK(target["type"] == "objective-id");
    const auto& [state, reason] = expected.at(target["target-id"]);
    CHECK(target["status"]["state"] == state);
    CHECK(target["status"]["reason"] == reason);
  }
  const auto& idle = result["reviewed-controls"]["control-selections"][1]["include-controls"];
  CHECK(idle == nlohmann::json::parse(R"([{"control-id": "tpy1001"}])"));
}

TEST_CASE("OSCAL assessment results of a run without policies claim no control") {
  const auto result = results_of(clean_result());
  const auto& selections = result["reviewed-controls"]["control-selections"];
  REQUIRE(selections.size() == 1);
  CHECK(selections[0]["description"] == "No policy was asked: the catalog is empty.");
  CHECK_FALSE(result.contains("findings"));
  CHECK_FALSE(result.contains("risks"));
}

TEST_CASE("An undecided policy is not satisfied, and a waived one neither") {
  for (const auto& [outcome, state] :
       {std::pair(Outcome::kError, PolicyState::kUndecided),
        std::pair(Outcome::kWaived, PolicyState::kWaived),
        std::pair(Outcome::kFail, PolicyState::kFailed),
        std::pair(Outcome::kPass, PolicyState::kSatisfied),
        std::pair(Outcome::kNotApplicable, PolicyState::kNotApplicable)}) {
    PolicyCounts counts;
    counts.outcomes[static_cast<std::size_t>(outcome)] = 1;
    CHECK(state_of(counts) == state);
    if (outcome == Outcome::kNotApplicable) continue;
    counts.outcomes[static_cast<std::size_t>(Outcome::kPass)] += 1;
    CHECK(state_of(counts) == state);
  }
}

TEST_CASE("An OSCAL risk of a waived verdict has its exception's deadline and mitigation") {
  const auto risk = with(results_of(judged_result())["risks"], "outcome", "waived");
  CHECK(risk["status"] == "deviation-approved");
  CHECK(risk["deadline"] == "2026-12-10T00:00:00Z");
  CHECK(risk["mitigating-factors"][0]["description"] == "ip allow-list");
  CHECK(risk["remediations"][0]["lifecycle"] == "recommendation");
  CHECK(with(results_of(judged_result())["risks"], "outcome", "fail")["status"] == "open");
  CHECK(with(results_of(judged_result())["risks"], "outcome", "error").is_null());
}

TEST_CASE("OSCAL documents have unique UUIDs, no dangling reference and no empty list") {
  for (const char* format : {"oscal-ar", "oscal-poam"}) {
    for (const ScanResult& result :
         {judged_result(), full_result(), hostile_result(), clean_result(), incomplete_result()}) {
      CAPTURE(format);
      const auto document = nlohmann::json::parse(render(format, result));
      CHECK_FALSE(has_empty_list(document));
      std::multiset<std::string> own;
      std::set<std::string> referred;
      collect_ids(document, own, referred);
      for (const std::string& id : own) CHECK(own.count(id) == 1);
      for (const std::string& id : referred) {
        CAPTURE(id);
        CHECK(own.count(id) == 1);
      }
      CHECK(render(format, result) == render(format, result));
    }
  }
}

TEST_CASE("Observations examine records and test what stands in repositories") {
  const auto observations = results_of(judged_result())["observations"];
  CHECK(with(observations, "subject-id", "credential:pay-deploy-key")["methods"][0] == "EXAMINE");
  const auto leak = with(observations, "subject-id", "fingerprint:kh1:aaaaaaaaaaaaaaaaaaaaaaaaaa");
  CHECK(leak["methods"][0] == "TEST");
  CHECK(leak["relevant-evidence"][0]["href"] == "a%FF%20b%0A.env#L3");
  CHECK(leak["description"] == "'a\\xFF b\\n.env' has no owner \\x1B[1m.");
  CHECK(leak["collected"] == "2026-11-23T11:00:00Z");
}

TEST_CASE("OSCAL assessment results of 20,000 verdicts stop when their reader does") {
  ScanResult result = judged_result();
  AssessmentMaker maker;
  for (int i = 0; i < 20000; ++i) {
    maker.add("OWN1001", maker.subject("fingerprint:" + std::to_string(i), "a.txt"),
              Outcome::kFail);
  }
  result.assessment = maker.made;
  std::size_t longest = 0;
  int pieces = 0;
  find_report_format("oscal-ar")->render(result, {}, [&](std::string_view piece) {
    longest = std::max(longest, piece.size());
    return ++pieces < 20;
  });
  CHECK(pieces == 20);
  CHECK(longest < 200'000);
}
