// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/explain_report.h"

#include <doctest/doctest.h>

#include "scanner/report/json/candidate_json.h"
#include "scanner/report/text/candidate_text.h"

namespace keyhound {
namespace {

Candidate sample() {
  Candidate candidate;
  candidate.rule_id = "example-token";
  candidate.title = "Example token";
  candidate.trigger = "ex_[a-f]{4}";
  candidate.location.path = "a\nb.env";
  candidate.location.start = {3, 7};
  candidate.location.end = {3, 20};
  candidate.secret_redacted = "ex_…(13)";
  candidate.dropped = DropReason::kEntropy;
  candidate.checks = {{"entropy", CheckOutcome::kDropped, "2.10 bits"}};
  candidate.features = {{"value.length", 13, -0.25}};
  return candidate;
}

Explanation explanation_of(std::vector<Candidate> candidates) {
  Explanation explanation;
  explanation.target = "a:3";
  explanation.line = 3;
  explanation.path = "a";
  explanation.candidates.items = std::move(candidates);
  return explanation;
}

std::string text_of(const Explanation& explanation) {
  std::string text;
  render_explanation_text(explanation, {}, [&text](std::string_view piece) {
    text += piece;
    return true;
  });
  return text;
}

}  // namespace

TEST_CASE("A candidate is told with its reason, its checks and its features") {
  const std::string text = text_of(explanation_of({sample()}));
  CAPTURE(text);
  CHECK(text.starts_with("DROPPED  low-entropy  Example token  example-token\n"));
  CHECK(text.find("place     a\\nb.env:3:7\n") != std::string::npos);
  CHECK(text.find("checks    dropped entropy: 2.10 bits\n") != std::string::npos);
  CHECK(text.find("features  -0.250  value.length = 13\n") != std::string::npos);
  CHECK(text.find("1 candidate; rules see the path a.\n") != std::string::npos);
}

TEST_CASE("That nothing triggered is said") {
  CHECK(text_of(explanation_of({})) == "Nothing triggered at a:3: no rule's trigger hits there.\n");
}

TEST_CASE("A candidate in JSON says what it is") {
  Candidate candidate = sample();
  Json json = candidate_json(candidate);
  CHECK(json["state"] == "dropped");
  CHECK(json["dropped"] == "low-entropy");
  CHECK(json["start_line"] == 3);
  CHECK(json["checks"][0]["outcome"] == "dropped");
  CHECK(json["features"][0]["contribution"] == -0.25);
  candidate.dropped.reset();
  CHECK(candidate_json(candidate)["state"] == "reported");
  candidate.part_of = "other";
  CHECK(candidate_json(candidate)["state"] == "part");
  candidate.is_confirmed = false;
  json = candidate_json(candidate);
  CHECK(json["state"] == "not-confirmed");
  CHECK_FALSE(json.contains("secret_redacted"));
}

TEST_CASE("An explanation in JSON is a document of its own") {
  std::string text;
  Explanation explanation = explanation_of({sample()});
  explanation.candidates.left_out = 2;
  render_explanation_json(explanation, [&text](std::string_view piece) {
    text += piece;
    return true;
  });
  const Json json = Json::parse(text);
  CHECK(json["schema"] == "keyhound/explanation/v1");
  CHECK(json["candidates"].size() == 1);
  CHECK(json["candidates_left_out"] == 2);
}

}  // namespace keyhound
