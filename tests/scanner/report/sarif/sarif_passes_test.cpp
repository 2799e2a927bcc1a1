// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/sarif/sarif_passes.h"

#include "tests/scanner/report/golden.h"
#include "tests/scanner/report/judged_result.h"

using namespace keyhound;
using namespace keyhound::testing;

namespace {

nlohmann::json passes_of(const ScanResult& result, std::size_t room) {
  SarifRules rules(result, {});
  rules.add_policies(result);
  const SarifRevisions revisions(result.scan);
  std::string text;
  const ReportSink sink = [&text](std::string_view piece) {
    text += piece;
    return true;
  };
  JsonStream out(sink);
  out.begin_object();
  out.begin_array("results");
  write_sarif_passes(out, {result, kFullSarif, rules, revisions}, room);
  out.end_array();
  out.end_object();
  out.finish();
  return nlohmann::json::parse(text)["results"];
}

}  // namespace

TEST_CASE("A passed verdict is a result of kind pass and level none, at its subject's place") {
  const auto results = passes_of(judged_result(), 100);
  REQUIRE(results.size() == 5);
  CHECK(count_sarif_passes(judged_result()) == 5);
  CHECK(results[0]["kind"] == "notApplicable");
  CHECK(results[0]["ruleId"] == "TPY1001");
  CHECK(results[0]["message"]["text"] ==
        "'TPY1001' does not apply: no credential is operated by a third party.");
  for (const auto& result : results) CHECK(result["level"] == "none");
  CHECK(results[1]["kind"] == "pass");
  CHECK(results[1]["properties"]["khOwner"] == "group:payments");
  CHECK(results[1]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] ==
        "keyhound-registry.yaml");
}

TEST_CASE("No more passed verdicts are written than there is room for") {
  CHECK(passes_of(judged_result(), 0).empty());
  CHECK(passes_of(judged_result(), 3).size() == 3);
  CHECK(passes_of(clean_result(), 100).empty());
  CHECK(sarif_policy_counts(clean_result()).empty());
}
