// SPDX-License-Identifier: Apache-2.0
// `keyhound policy eval` on one thread and on several: the same bytes, also of what went wrong.
#include <doctest/doctest.h>

#include "scanner/model/fingerprint.h"
#include "tests/support/program.h"
#include "tests/support/temp_dir.h"

namespace keyhound::testing {
namespace {

constexpr int kMany = 3000;

std::string short_form(int number) {
  return fingerprint(FingerprintKey(), "sample", "s" + std::to_string(number)).short_form();
}

std::string finding(int number) {
  const std::string digits = std::to_string(number);
  return R"({"rule_id": "sample-key", "title": "Sample", "fingerprint": ")" + short_form(number) +
         R"(", "occurrences": [{"path": "src/app)" + digits +
         R"(/config.env", "start_line": 3, "commit": "c0ffee)" + digits +
         R"(", "author": "Ana", "committed": "2026-0)" + std::to_string(1 + number % 9) +
         R"(-01T00:00:00Z", "in_head": true}]})";
}

std::string report(const std::string& last = "") {
  std::string text =
      R"({"schema": "keyhound/findings/v1", "scan": {"kind": "history"}, "findings": [)";
  for (int i = 0; i < kMany; ++i) text += (i > 0 ? ",\n" : "") + finding(i);
  return text + last + "]}";
}

std::string registry() {
  std::string text = "parties: [{id: \"group:a\", type: team}]\ncredentials:\n";
  for (int i = 0; i < kMany; i += 2) {
    text += "  - {id: c" + std::to_string(i) + ", identity: {fingerprints: [\"" + short_form(i) +
            "\"]}, owner: {accountable: \"group:" + (i % 6 == 0 ? "a" : "gone") +
            "\"}, scope: {data: [" + (i % 8 == 0 ? "" : "x") +
            "]}, lifecycle: {last_rotated: 2026-0" + std::to_string(1 + i % 9) +
            "-01, rotation: {period: P90D}}}\n";
  }
  return text;
}

std::string policy(const std::string& number, const std::string& subject,
                   const std::string& condition) {
  return "id: ABC" + number + "\nname: n" + number +
         "\ntitle: T\ndescription: D.\nsubject: " + subject +
         "\nlevel: error\nscore: 5\nfail_when: " + condition +
         "\nmessage: m.\npass: p\nremedy: r.\ncontrols: {cwe: [CWE-1]}\ntests: []\n";
}

// Runs it on one thread and on several; all must agree.
RunResult on_any_threads(std::vector<std::string> arguments) {
  arguments.insert(arguments.end(), {"--now", "2026-11-23", "--threads"});
  std::vector<RunResult> runs;
  for (const char* threads : {"1", "2", "5"}) {
    std::vector<std::string> all = arguments;
    all.emplace_back(threads);
    runs.push_back(keyhound(all));
    CHECK(runs.back().exit_code == runs.front().exit_code);
    CHECK(runs.back().out.size() == runs.front().out.size());
    const bool is_same_out = runs.back().out == runs.front().out;
    CHECK(is_same_out);
    CHECK(runs.back().err == runs.front().err);
  }
  return runs.front();
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("policy eval prints the same bytes on one thread and on several") {
  const TempDir dir;
  dir.write_file("r.yaml", registry()).write_file("f.json", report());
  for (const char* format : {"text", "json", "sarif"}) {
    CAPTURE(format);
    const RunResult run = on_any_threads(
        {"policy", "eval", dir / "f.json", "--registry", dir / "r.yaml", "--format", format});
    CHECK(run.exit_code == 1);
    CHECK(contains(run.out, "ROT1001"));
  }
}

TEST_CASE("Conditions that end as errors do so alike on one thread and on several") {
  const TempDir dir;
  dir.write_file("r.yaml", registry())
      .write_file("f.json", report())
      .write_file("p/zero.yaml", policy("1001", "credential", "1 / size(cred.scope.data) > 1"))
      .write_file("p/steps.yaml",
                  policy("1002", "finding",
                         "\"[1,2,3,4,5,6,7,8,9,10].all(a, [1,2,3,4,5,6,7,8,9,10].all(b, "
                         "[1,2,3,4,5,6,7,8,9,10].all(c, [1,2,3,4,5,6,7,8,9,10].all(d, "
                         "[1,2,3,4,5,6,7,8,9,10].all(e, [1,2,3,4,5,6,7,8,9,10].all(f, "
                         "a + b + c + d + e + f > 0))))))\""));
  // The budget takes a while to be used up, so few findings do.
  dir.write_file("few.json", R"({"schema": "keyhound/findings/v1", "findings": [)" + finding(0) +
                                 "," + finding(1) + "]}");
  const RunResult zero = on_any_threads({"policy", "eval", dir / "f.json", "--registry",
                                         dir / "r.yaml", "--policies", dir / "p/zero.yaml"});
  CHECK(contains(zero.out, "division by zero"));
  const RunResult steps = on_any_threads({"policy", "eval", dir / "few.json", "--registry",
                                          dir / "r.yaml", "--policies", dir / "p/steps.yaml"});
  CHECK(contains(steps.out, "too many steps"));
}

TEST_CASE("Errors of the registry go before those of the report, which has their place") {
  const TempDir dir;
  dir.write_file("r.yaml", registry())
      .write_file("bad.yaml", "credentials: [{id: a}, {id: a}]\n")
      .write_file("bad.json", report(", {\"rule_id\": 7}"))
      .write_file("cut.json", report(",{"));
  const RunResult item =
      on_any_threads({"policy", "eval", dir / "bad.json", "--registry", dir / "r.yaml"});
  CHECK(item.exit_code == 2);
  CHECK(contains(item.err, "findings[3000].rule_id: expected a text"));
  const RunResult cut =
      on_any_threads({"policy", "eval", dir / "cut.json", "--registry", dir / "r.yaml"});
  CHECK(cut.exit_code == 2);
  CHECK(contains(cut.err, "this is no JSON"));
  const RunResult both =
      on_any_threads({"policy", "eval", dir / "bad.json", "--registry", dir / "bad.yaml"});
  CHECK(both.exit_code == 2);
  CHECK(contains(both.err, "bad.yaml:1"));
  CHECK(!contains(both.err, "findings["));
}

}  // namespace keyhound::testing
