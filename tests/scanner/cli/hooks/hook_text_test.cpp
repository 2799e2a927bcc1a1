// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/hooks/hook_text.h"

#include <doctest/doctest.h>

namespace keyhound {
namespace {

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

Finding finding_at(const std::string& path, const std::string& commit = "") {
  Finding finding;
  finding.rule_id = "acme-token";
  finding.title = "ACME token";
  finding.secret_redacted = "acme_…";
  finding.occurrences.resize(1);
  finding.occurrences[0].location.path = path;
  finding.occurrences[0].location.start.line = 3;
  finding.occurrences[0].location.start.column = 7;
  finding.occurrences[0].commit.id = commit;
  return finding;
}

ScanResult committed() {
  ScanResult result;
  result.scan.head = std::string(40, 'a');
  return result;
}

TEST_CASE("A finding is told with place, rule and redacted form, of a push with its commit") {
  const Finding finding = finding_at("src/a.cfg", std::string(40, 'c'));
  const std::string commit = hook_report(HookKind::kPreCommit, committed(), {&finding});
  CHECK(has(commit, "this commit would bring in 1 finding:\n  src/a.cfg:3:7\n"));
  CHECK(has(commit, "ACME token (acme-token, high): acme_…"));
  const std::string push = hook_report(HookKind::kPrePush, committed(), {&finding});
  CHECK(has(push, "src/a.cfg:3:7 in commit cccccccccccc"));
}

TEST_CASE("Only so many findings, diagnostics and commits are named; the rest is counted") {
  const Finding finding = finding_at("a");
  const std::vector<const Finding*> many(kMostNamed + 5, &finding);
  CHECK(has(hook_report(HookKind::kPreCommit, committed(), many), "  and 5 more\n"));
  ScanResult result = committed();
  result.diagnostics.assign(kMostNamed + 2, {"unreadable", "x", "cannot", true});
  result.diagnostics.push_back({"note", "y", "harmless", false});
  const std::string text = hook_report(HookKind::kPreCommit, result, {});
  CHECK(has(text, "not scanned: x: cannot\n"));
  CHECK(has(text, "  and 2 more\n"));
  CHECK_FALSE(has(text, "harmless"));
  UncheckedCommits unchecked;
  unchecked.commits.resize(kMostNamed + 1);
  unchecked.pushed = 30;
  CHECK(has(unchecked_text(unchecked, ""), "  and 1 more\n"));
  CHECK(hook_report(HookKind::kPreCommit, committed(), {}).empty());
}

TEST_CASE("A comment beside a finding that does not silence it is told") {
  const Finding finding = finding_at("src/a.cfg");
  ScanResult result = committed();
  result.diagnostics.push_back({"inline-comment", "src/a.cfg", "line 3: speaks for one", false});
  result.diagnostics.push_back({"inline-comment", "src/b.cfg", "line 9: of another", false});
  const std::string text = hook_report(HookKind::kPreCommit, result, {&finding});
  CHECK(has(text, "keyhound: src/a.cfg: line 3: speaks for one\n"));
  CHECK_FALSE(has(text, "of another"));
}

TEST_CASE("The advice names a command that takes out the file that was found") {
  Finding finding = finding_at("conf/app.env");
  const auto advice = [&](const ScanResult& result) {
    return hook_advice(HookKind::kPreCommit, result, {&finding}, "");
  };
  CHECK(has(advice(committed()), "git restore --staged conf/app.env\n"));
  CHECK(has(advice({}), "git rm --cached conf/app.env\n"));
  finding.occurrences[0].location.path = "it's here";
  CHECK(has(advice(committed()), "git restore --staged 'it'\\''s here'\n"));
  finding.occurrences[0].location.path = "-rf";
  CHECK(has(advice(committed()), "git restore --staged ./-rf\n"));
  for (const char* path : {"a\nb", "\x1b[0m", "\xff", ""}) {
    finding.occurrences[0].location.path = path;
    CHECK(has(advice(committed()), "git restore --staged PATH\n"));
  }
  CHECK(hook_advice(HookKind::kPreCommit, committed(), {}, "").empty());
}

TEST_CASE("The advice says what going past the check leads to") {
  const Finding finding = finding_at("a", std::string(40, 'c'));
  CHECK(has(hook_advice(HookKind::kPreCommit, committed(), {&finding}, ""),
            "git commit --no-verify; the next push says so"));
  CHECK(has(hook_advice(HookKind::kPreCommit, committed(), {&finding}, "/l.jsonl"),
            "the next push records it in /l.jsonl"));
  const std::string push = hook_advice(HookKind::kPrePush, committed(), {&finding}, "");
  CHECK(has(push, "git rebase --interactive cccccccccccc^"));
  CHECK(has(push, "git push --no-verify; 'keyhound ci'"));
}

TEST_CASE("A bypass is told with where it was recorded, or that it was not") {
  UncheckedCommits unchecked;
  CHECK(unchecked_text(unchecked, "").empty());
  unchecked.commits.push_back({*ObjectId::from_hex(std::string(40, 'c')), {}});
  unchecked.pushed = 1;
  CHECK(has(unchecked_text(unchecked, ""), "git config keyhound.ledger FILE"));
  CHECK(has(unchecked_text(unchecked, "/l\n"), "recorded in /l\\n"));
  CHECK(has(unchecked_text(unchecked, ""), "cccccccccccc"));
}

TEST_CASE("A failure says what was stopped and how it can be let through") {
  CHECK(has(failure_advice(HookKind::kPreCommit), "KEYHOUND_ALLOW_FAILURE=1 git commit"));
  CHECK(has(failure_advice(HookKind::kPrePush), "KEYHOUND_ALLOW_FAILURE=1 git push"));
  CHECK(has(let_through_text(HookKind::kPrePush), "warning: the push was not scanned"));
}

}  // namespace
}  // namespace keyhound
