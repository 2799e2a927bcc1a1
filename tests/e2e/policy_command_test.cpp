// SPDX-License-Identifier: Apache-2.0
// `keyhound policy`: the policies from a command line, over registries and reports.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "tests/support/findings.h"
#include "tests/support/program.h"
#include "tests/support/temp_dir.h"

namespace keyhound::testing {
namespace {

constexpr const char* kNow = "2026-11-23T00:00:00Z";

std::string report_of(const std::string& repository, const std::string& fingerprint) {
  return R"({"schema": "keyhound/findings/v1", "scan": {"repository": ")" + repository +
         R"("}, "findings": [{"rule_id": "sample-key", "fingerprint": ")" + fingerprint +
         R"(", "location": {"path": "a.env", "start_line": 1}}]})";
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("policy list names all policies, show explains one, test runs the tests they carry") {
  const RunResult list = keyhound({"policy", "list"});
  CHECK(list.exit_code == 0);
  for (const char* id : {"OWN1001", "ROT1005", "EVD1001", "USE1003"}) CHECK(contains(list.out, id));
  const RunResult show = keyhound({"policy", "show", "ROT1001"});
  CHECK(show.exit_code == 0);
  CHECK(contains(show.out, "fails when  start == null"));
  CHECK(contains(show.out, "parameter   grace = P0D (a duration)"));
  const RunResult test = keyhound({"policy", "test"});
  CHECK(test.exit_code == 0);
  CHECK(contains(test.out, "36 policies, "));
  CHECK(!contains(test.out, " 0 tests"));
  CHECK(contains(test.out, " tests, 0 failed"));
  const RunResult unknown = keyhound({"policy", "show", "ROT9999"});
  CHECK(unknown.exit_code == 2);
  CHECK(contains(unknown.err, "keyhound policy list"));
}

TEST_CASE("policy eval judges a registry alone") {
  const TempDir dir;
  dir.write_file(
      "r.yaml",
      "credentials: [{id: a, lifecycle: {last_rotated: 2026-01-01, rotation: {period: P90D}}}]\n");
  const RunResult run =
      keyhound({"policy", "eval", "--registry", dir / "r.yaml", "--now", kNow, "--format", "json"});
  CHECK(run.exit_code == 1);
  const Report report = parse_report(run);
  CHECK(report.outcome("ROT1001") == "fail");
  CHECK(report.json.at("assessment").at("credentials") == 1);
}

TEST_CASE("policy eval judges the reports of several repositories together, so that reuse shows") {
  const TempDir dir;
  const std::string fingerprint = "kh1:" + std::string(26, 'a');
  dir.write_file("pay.json", report_of("acme/pay", fingerprint))
      .write_file("web.json", report_of("acme/web", fingerprint))
      .write_file("r.yaml", "credentials: []\n");
  const auto eval = [&](std::vector<std::string> reports) {
    std::vector<std::string> arguments = {"policy", "eval"};
    for (const std::string& one : reports) arguments.push_back(dir / one);
    for (const char* one : {"--now", kNow, "--format", "json"}) arguments.emplace_back(one);
    arguments.emplace_back("--registry");
    arguments.push_back(dir / "r.yaml");
    return parse_report(keyhound(arguments));
  };
  CHECK(eval({"pay.json", "web.json"}).outcome("USE1001") == "fail");
  CHECK(eval({"pay.json"}).outcome("USE1001") == "not-applicable");
}

TEST_CASE("A report of a scan can be judged later, with the same verdicts") {
  const TempDir dir;
  dir.write_file("repo/app.env", "x\n").write_file("r.yaml", "credentials: []\n");
  const RunResult scan = keyhound(
      {"scan", dir / "repo", "--format", "json", "--registry", dir / "r.yaml", "--now", kNow});
  dir.write_file("scan.json", scan.out);
  const RunResult eval = keyhound({"policy", "eval", dir / "scan.json", "--registry",
                                   dir / "r.yaml", "--now", kNow, "--format", "json"});
  CHECK(eval.exit_code == scan.exit_code);
  CHECK(parse_report(eval).json.at("assessment") == parse_report(scan).json.at("assessment"));
}

TEST_CASE("policy eval --expr prints the value of an expression, or the reason why it has none") {
  CHECK(keyhound({"policy", "eval", "--expr", "[1, 2].map(x, x * 2)"}).out == "[2,4]\n");
  const RunResult error = keyhound({"policy", "eval", "--expr", "1 / 0"});
  CHECK(error.exit_code == 2);
  CHECK(contains(error.out, "error"));
  const RunResult wrong = keyhound({"policy", "eval", "--expr", "1 +"});
  CHECK(wrong.exit_code == 2);
  CHECK(contains(wrong.err, "--expr: 1:"));
}

TEST_CASE("What cannot be read as a policy, settings or report ends with 2 and its place") {
  const TempDir dir;
  dir.write_file("bad.yaml", "id: X\n")
      .write_file("no.json", "{}")
      .write_file(
          "zero.yaml",
          "id: ABC1001\nname: zero\ntitle: Zero\ndescription: Divides by zero.\nsubject: "
          "credential\n"
          "level: error\nscore: 5\nfail_when: 1 / size(cred.scope.data) > 0\nmessage: m.\npass: p\n"
          "remedy: r.\ncontrols: {cwe: [CWE-1]}\ntests: []\n");
  const RunResult policy = keyhound({"policy", "list", "--policies", dir / "bad.yaml"});
  CHECK(policy.exit_code == 2);
  CHECK(contains(policy.err, "bad.yaml:1:5: a policy's id is"));
  const RunResult report = keyhound({"policy", "eval", dir / "no.json"});
  CHECK(report.exit_code == 2);
  CHECK(contains(report.err, "keyhound scan --format json"));
  dir.write_file("r.yaml", "credentials: [{id: a}]\n");
  const RunResult zero = keyhound({"policy", "eval", "--policies", dir / "zero.yaml", "--registry",
                                   dir / "r.yaml", "--now", kNow, "--format", "json"});
  CHECK(parse_report(zero).outcome("ABC1001") == "error");
  CHECK(zero.exit_code == 1);
}

}  // namespace keyhound::testing
