// SPDX-License-Identifier: Apache-2.0
#include "scanner/base/hash.h"
#include "tests/scanner/report/golden.h"
#include "tests/scanner/report/judged_result.h"

using namespace keyhound;
using namespace keyhound::testing;

namespace {

nlohmann::json statement_of(const ScanResult& result) {
  return nlohmann::json::parse(render("in-toto", result));
}

std::string sha256_of(const std::string& text) { return to_hex(sha256(text)); }

}  // namespace

TEST_CASE("in-toto statement tells which policies passed for a commit") {
  check_golden("judged-in-toto.json", render("in-toto", judged_result()));
  const auto statement = statement_of(judged_result());
  CHECK(statement["_type"] == "https://in-toto.io/Statement/v1");
  CHECK(statement["predicateType"] == "https://in-toto.io/attestation/test-result/v0.1");
  CHECK(statement["subject"][0]["digest"]["gitCommit"] == kSecondCommit);
  CHECK(statement["subject"][0]["name"] == "acme/pay");
  const auto& predicate = statement["predicate"];
  CHECK(predicate["result"] == "FAILED");
  CHECK(predicate["passedTests"] == nlohmann::json({"USE1001"}));
  CHECK(predicate["warnedTests"] == nlohmann::json({"ROT1002", "RVW1001"}));
  CHECK(predicate["failedTests"] == nlohmann::json({"EXC1001", "OWN1001"}));
  CHECK(predicate["configuration"].size() == 3);
  CHECK(predicate["configuration"][1]["digest"]["sha256"] == "1111");
}

TEST_CASE("in-toto statement without a commit is about the JSON report") {
  ScanResult result = judged_result();
  result.scan.head = "";
  const auto subject = statement_of(result)["subject"][0];
  CHECK(subject["digest"]["sha256"] == sha256_of(render("json", result)));
  CHECK_FALSE(subject["digest"].contains("gitCommit"));
}

TEST_CASE("in-toto statement is given to be sealed, and the answer is written") {
  ReportOptions options;
  std::string type;
  std::string payload;
  options.seal = [&](std::string_view payload_type, std::string_view text) {
    type = payload_type;
    payload = text;
    return std::string("{\"sealed\": true}");
  };
  CHECK(render("in-toto", judged_result(), options) == "{\"sealed\": true}\n");
  CHECK(type == "application/vnd.in-toto+json");
  CHECK(payload + "\n" == render("in-toto", judged_result()));
}
