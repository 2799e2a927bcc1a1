// SPDX-License-Identifier: Apache-2.0
#include "policies/input/findings_json.h"

#include <doctest/doctest.h>

#include "policies/input/finding_reader.h"
#include "policies/input/json_fields.h"
#include "tests/support/temp_dir.h"

namespace keyhound {
namespace {

const std::string kFinding =
    R"({"rule_id": "r", "kind": "secret", "severity": "low", "confidence": "high", "fingerprint":
 "kh1:team:abcdefghijklmnopqrstuvwx23", "identity": {"key_id": "ID"}, "tags": ["documentation-example"],
 "liveness": {"state": "revoked", "at": "2026-11-23T00:00:00Z", "source": "live-check", "verifier": "v", "host": "h",
 "status": 401, "reason": "refused"},
 "location": {"path": "a", "start_line": 3, "start_column": 4},
 "occurrences": [{"path": "a", "path_bytes": "Yf8=", "start_line": 3, "start_column": 4, "commit": "c0ffee",
 "author": "Ana", "committed": "2026-11-01T00:00:00Z", "in_head": true}], "policies": [{"id": "OWN1001"}]})";

std::string report(const std::string& findings, const std::string& rest = "") {
  return R"({"schema": "keyhound/findings/v1", "scan": {"repository": "acme/pay", "commits": 7},
"findings": [)" +
         findings + "]" + rest + "}";
}

}  // namespace

TEST_CASE("A report is read back: findings, references, suppressions, diagnostics, coverage") {
  const auto result = read_findings_json(
      report(
          kFinding + R"(, {"rule_id": "ROT1001", "kind": "policy", "fingerprint":
 "kh1:abcdefghijklmnopqrstuvwx23", "location": {"path": "r.yaml"}})",
          R"(, "references": [{"secret_ref": "vault:kv/a#b", "name": "B", "path": "ci.yml", "start_line": 2,
 "store": "vault", "id": "kv/a", "triggers": ["push"], "resolution": "pattern",
 "permissions": ["write-all"], "fork_triggered": true}], "suppressions": [{"kind": "inline", "path": "a", "exception": "E", "until": "2027-01-31T23:59:59Z"}],
 "diagnostics": [{"kind": "missing-object", "subject": "x", "message": "m", "incomplete": true}], "unknown": {"a": [1]})"),
      "r.json");
  REQUIRE_MESSAGE(result, result.error().message);
  REQUIRE(result->findings.size() == 1);
  const Finding& finding = result->findings[0];
  CHECK(finding.fingerprint.short_form() == "kh1:team:abcdefghijklmnopqrstuvwx23");
  CHECK(finding.first().location.path == "a\xFF");
  CHECK(finding.first().commit.committed.seconds == 1'793'491'200);
  CHECK(finding.in_head());
  CHECK(finding.is_documentation);
  CHECK(finding.liveness.state == LivenessState::kRevoked);
  CHECK(finding.liveness.source == "live-check");
  CHECK(finding.liveness.verifier == "v");
  CHECK(finding.liveness.host == "h");
  CHECK(finding.liveness.status == 401);
  CHECK(finding.liveness.reason == "refused");
  CHECK(finding.severity == Severity::kLow);
  CHECK(finding.policies.empty());
  CHECK(result->scan.repository == "acme/pay");
  CHECK(result->scan.statistics.commits == 7);
  CHECK_FALSE(result->complete());
  REQUIRE(result->references);
  CHECK(result->references->at(0).is_fork_triggered);
  CHECK(result->references->at(0).store == "vault");
  CHECK(result->references->at(0).id == "kv/a");
  CHECK(result->references->at(0).triggers == std::vector<std::string>{"push"});
  CHECK(result->references->at(0).resolution == Resolution::kPattern);
  CHECK(result->references->at(0).location.start.line == 2);
  CHECK(result->suppressions->at(0).exception_id == "E");
  CHECK(format_timestamp(result->suppressions->at(0).until.value()) == "2027-01-31T23:59:59Z");
}

TEST_CASE("Without the lists, references and suppressions were not looked for") {
  const auto result = read_findings_json(report(""), "r.json");
  REQUIRE(result);
  CHECK_FALSE(result->references);
  CHECK_FALSE(result->suppressions);
}

TEST_CASE("What is no report, or lacks what a finding needs, is an error with its place") {
  struct Row {
    std::string text;
    std::string reason;
  };
  const std::string bad_place =
      R"({"rule_id": "r", "fingerprint": "kh1:abcdefghijklmnopqrstuvwx23")";
  for (const Row& row : std::vector<Row>{
           {"", "r.json: byte 1: this is no JSON"},
           {"{}", "r.json: this is no JSON report of keyhound (schema keyhound/findings/v1)"},
           {"[]", "r.json: this is no JSON report"},
           {report("{}"), "r.json: findings[0].rule_id: a finding needs its rule"},
           {report(bad_place + "}"),
            "r.json: findings[0]: it has neither occurrences nor a location"},
           {report(R"({"rule_id": "r", "fingerprint": "sha256:aa", "location": {"path": "a"}})"),
            "findings[0].fingerprint: a finding needs its fingerprint"},
           {report(bad_place + R"(, "location": {"path": 7}})"), "location.path: expected a text"},
           {report(bad_place + R"(, "occurrences": [{"path": "a", "committed": "soon"}]})"),
            "findings[0].occurrences[0].committed: expected a time"},
           {report(bad_place + R"(, "severity": "bad", "location": {"path": "a"}})"),
            "severity: expected info, low"},
           {report(kFinding.substr(0, 40)), "this is no JSON"},
           {report(std::string(200000, '[')), "r.json: "}}) {
    CAPTURE(row.text.substr(0, 200));
    const auto result = read_findings_json(row.text, "r.json");
    REQUIRE_FALSE(result);
    CAPTURE(result.error().message);
    CHECK(result.error().kind == ErrorKind::kConfiguration);
    CHECK(result.error().message.find(row.reason) != std::string::npos);
  }
}

TEST_CASE("What is wrong behind many findings is told with its place, wherever they are read") {
  const testing::TempDir dir;
  std::string many;
  for (int i = 0; i < 2000; ++i) many += kFinding + ",\n";
  struct Row {
    std::string item;
    std::string reason;
  };
  const std::string end = report(many);
  const std::size_t item = end.size() - 2;  // in front of "]}"
  for (const Row& row : std::vector<Row>{
           {kFinding.substr(0, kFinding.size() - 1) + ", \"kind\": 7}",
            "findings[2000].kind: expected a text"},
           {"{}", "findings[2000].rule_id: a finding needs its rule"},
           {"{!}", "byte " + std::to_string(item + 2) + ": this is no JSON"},
           {kFinding + " {", "byte " + std::to_string(item + kFinding.size() + 2) + ": this is no"},
           {kFinding + ",", "byte " + std::to_string(item + kFinding.size() + 2) + ": this is no"},
           {kFinding + ",\n" + kFinding + ", {}", "findings[2002].rule_id: a finding needs"}}) {
    CAPTURE(row.reason);
    const std::string text = report(many + row.item);
    dir.write_file("r.json", text);
    const auto in_memory = read_findings_json(text, "r.json");
    const auto in_file = read_findings_file(dir / "r.json", 1U << 30U);
    REQUIRE_FALSE(in_memory);
    REQUIRE_FALSE(in_file);
    CHECK(in_memory.error().message.find("r.json: " + row.reason) == 0);
    CHECK(in_file.error().message.find("r.json: " + row.reason) != std::string::npos);
  }
}

TEST_CASE("Findings of any size and form stand in the order of the report") {
  const testing::TempDir dir;
  std::string all;
  std::vector<std::string> rules;
  for (int i = 0; i < 300; ++i) {
    std::string one = kFinding;
    rules.push_back("r" + std::to_string(i));
    one.replace(one.find("\"r\""), 3, "\"" + rules.back() + "\"");
    if (i % 3 == 0) one.insert(1, "\"title\": \"\\u0041" + std::string(2000, 'x') + "\",");
    if (i % 50 == 0) one.insert(1, "\"x\": \"" + std::string(400'000, 'x') + "\",");
    if (i % 7 == 0) one.replace(one.find("\"secret\""), 8, "\"policy\""), rules.pop_back();
    all += (i > 0 ? "," : "") + one;
  }
  dir.write_file("r.json", report(all));
  const auto result = read_findings_file(dir / "r.json", 1U << 30U);
  REQUIRE_MESSAGE(result, result.error().message);
  std::vector<std::string> read;
  for (const Finding& finding : result->findings) read.push_back(finding.rule_id);
  CHECK(read == rules);
}

}  // namespace keyhound
