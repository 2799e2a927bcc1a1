// SPDX-License-Identifier: Apache-2.0
#include "policies/evaluation/input_document.h"

#include "policies/evaluation/fact_variables.h"
#include "policies/json.h"
#include "tests/policies/evaluation/judged.h"

namespace keyhound::testing {
namespace {

// The document of a judgement.
Json document_of(const Registry& registry, std::vector<Finding> findings) {
  std::string text;
  InputDocument document([&text](std::string_view piece) {
    text += piece;
    return true;
  });
  JudgeInput input = input_of(&registry, {1'800'000'000});
  input.on_facts = [&document](PolicySubject kind, const std::string& subject,
                               const PolicyFacts& facts) { document.add(kind, subject, facts); };
  judge(input, findings);
  CHECK(document.finish());
  const auto parsed = parse_json(text);
  if (!parsed) FAIL(parsed.error().message);
  return *parsed;
}

}  // namespace

TEST_CASE("The document has every subject with every variable that conditions see") {
  const Json document =
      document_of(registry_of("credentials: [{id: k, scope: {level: high}}]\nexceptions:\n"
                              "  - {id: E, applies_to: {credential: k}, expires: 2030-01-01}\n"),
                  {sample_finding("a\xFF\"", 1000)});
  REQUIRE(document["inputs"].size() == 3);
  const Json& credential = document["inputs"][0];
  CHECK(credential["kind"] == "credential");
  CHECK(credential["subject"] == "credential:k");
  CHECK(credential["cred"]["scope"]["level"] == "high");
  CHECK(credential["finding"].is_null());
  CHECK(credential["now"] == "2027-01-15T08:00:00Z");
  CHECK(document["inputs"][1]["exc"]["id"] == "E");
  CHECK(document["inputs"][2]["finding"]["rule"] == "sample-key");
  for (const Json& input : document["inputs"]) {
    for (const CelVariable& variable : fact_variables()) CHECK(input.contains(variable.name));
  }
}

TEST_CASE("Without subjects the document is whole, and what cannot be written is told") {
  std::string text;
  InputDocument empty([&text](std::string_view piece) {
    text += piece;
    return true;
  });
  CHECK(empty.finish());
  CHECK((*parse_json(text))["inputs"].empty());
  InputDocument refused([](std::string_view) { return false; });
  CHECK_FALSE(refused.finish());
}

}  // namespace keyhound::testing
