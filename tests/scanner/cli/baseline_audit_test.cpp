// SPDX-License-Identifier: Apache-2.0
// The review in a terminal is tested by tests/e2e/baseline_audit_test.cpp.
#include "scanner/cli/baseline_audit.h"

#include <doctest/doctest.h>

#include "scanner/baseline/baseline.h"
#include "scanner/cli/baseline_scan.h"
#include "tests/support/temp_dir.h"
#include "tests/support/tokens.h"

namespace keyhound {
namespace {

std::string print_of(const std::string& secret) {
  return fingerprint(FingerprintKey(), "acme", secret).short_form();
}

}  // namespace

TEST_CASE("Verdicts are given by fingerprint or by what it begins with") {
  const testing::TempDir dir;
  const std::string path = dir / "base";
  dir.write_file(
      "base", print_of("a") + " acme\n" + print_of("a") + " other\n" + print_of("b") + " acme\n");
  AuditOptions options;
  options.verdicts = {print_of("a").substr(0, 14) + "=accepted"};
  options.note = "ours";
  options.until = "2099-01-31";
  REQUIRE(audit_baseline({}, path, options));
  const auto baseline = read_baseline(path);
  REQUIRE(baseline);
  for (const BaselineEntry& one : baseline->entries) {
    const bool is_named = one.fingerprint == print_of("a");
    CHECK(one.verdict == (is_named ? "accepted" : ""));
    CHECK(one.note == (is_named ? "ours" : ""));
    CHECK(one.until.has_value() == is_named);
  }
}

TEST_CASE("A verdict that cannot be given is an error, and changes nothing") {
  const testing::TempDir dir;
  const std::string path = dir / "base";
  const std::string text = print_of("a") + " acme\n";
  dir.write_file("base", text);
  for (const std::string& wrong : {print_of("a") + "=fine", print_of("a"),
                                   print_of("b") + "=accepted", std::string("kh1:=accepted")}) {
    CAPTURE(wrong);
    AuditOptions options;
    options.verdicts = {wrong};
    const auto code = audit_baseline({}, path, options);
    REQUIRE_FALSE(code);
    CHECK(code.error().kind == ErrorKind::kUsage);
  }
  CHECK(dir.read_file("base") == text);
}

TEST_CASE("The scan of a baseline holds what a report would list") {
  const testing::TempDir dir;
  dir.write_file("a.env", "TOKEN=" + testing::github_pat(1) + "\nX=" + testing::github_pat(2) +
                              " # gitleaks:allow\n");
  ScanOptions options;
  options.target = dir.str();
  const auto scan = BaselineScan::run(options);
  REQUIRE(scan);
  CHECK(scan->result().findings.size() == 1);
  options.no_inline_comments = true;
  CHECK(BaselineScan::run(options)->result().findings.size() == 2);
}

}  // namespace keyhound
