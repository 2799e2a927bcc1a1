// SPDX-License-Identifier: Apache-2.0
// What every scan promises: planted credentials are found at the right commit, path, line and
// column.
#include <doctest/doctest.h>

#include "tests/support/findings.h"
#include "tests/support/git_repo_builder.h"
#include "tests/support/temp_dir.h"
#include "tests/support/text_forms.h"
#include "tests/support/tokens.h"

namespace keyhound::testing {

namespace {

std::string line_with(unsigned n) { return "token = " + github_pat(n) + "\n"; }

const std::string kAtColumnNine = position_of(1, 9, std::string(40, 'x'));

}  // namespace

TEST_CASE("A credential that was deleted again is found in the commit that brought it") {
  GitRepoBuilder repo;
  repo.commit_file("readme.md", "hello\n", "first");
  const std::string commit = repo.commit_file("a.txt", "one\ntwo\n" + line_with(1), "leak");
  repo.commit_removal("a.txt", "remove it");
  const ScanResult result = scan({repo.path()});
  CHECK(result.run.exit_code == 1);
  const Occurrence* found = result.report.find_committed(kGithubRule, "a.txt", commit);
  REQUIRE_MESSAGE(found != nullptr, result.run.describe());
  CHECK(position(found) == position_of(3, 9, github_pat(1)));
  CHECK(found->author.find("Ana Author") != std::string::npos);
  CHECK(found->committed.starts_with("2026-01-10T14:00:00"));
  CHECK_FALSE(found->in_head);
}

TEST_CASE("A credential in HEAD is found with the commit that introduced it, not the last one") {
  GitRepoBuilder repo;
  const std::string commit = repo.commit_file("dir/b.txt", line_with(2), "leak");
  repo.commit_file("other.txt", "x\n", "unrelated");
  const ScanResult result = scan({repo.path()});
  CHECK(result.run.exit_code == 1);
  const Occurrence* found = result.report.find_committed(kGithubRule, "dir/b.txt", commit);
  REQUIRE_MESSAGE(found != nullptr, result.run.describe());
  CHECK(position(found) == kAtColumnNine);
  CHECK(found->in_head);
  CHECK(result.report.count(kGithubRule) == 1);
}

TEST_CASE("One credential in many commits is one finding") {
  GitRepoBuilder repo;
  for (int i = 0; i < 5; ++i) {
    repo.commit_file("c.txt", std::string(static_cast<size_t>(i), '\n') + line_with(3), "edit");
  }
  repo.commit_file("copy.txt", line_with(3), "copy");
  const ScanResult result = scan({repo.path(), "--history-only"});
  CHECK(result.report.count(kGithubRule) == 1);
  REQUIRE_FALSE(result.report.findings.empty());
  CHECK(result.report.findings[0].occurrences.size() >= 2);
}

TEST_CASE("A credential in a commit message is found at its line and column") {
  GitRepoBuilder repo;
  repo.write("a", "a").stage();
  const std::string commit = repo.commit("subject\n\nuse " + github_pat(4) + " for now\n");
  const ScanResult result = scan({repo.path()});
  CHECK(result.run.exit_code == 1);
  const Occurrence* found = result.report.find_part(kGithubRule, "commit-message", commit);
  CHECK(position(found) == position_of(3, 5, github_pat(4)));
}

TEST_CASE("A merge commit's own change is attributed to the merge commit") {
  GitRepoBuilder repo;
  repo.commit_file("a", "a\n", "first");
  repo.branch("side").commit_file("b", "b\n", "on main");
  repo.checkout("side").commit_file("c", "c\n", "on side");
  repo.checkout("main");
  const std::string merge = repo.merge_with_change("side", "evil.txt", line_with(5), "merge");
  const ScanResult result = scan({repo.path(), "--history-only"});
  CHECK(result.run.exit_code == 1);
  CHECK(position(result.report.find_committed(kGithubRule, "evil.txt", merge)) == kAtColumnNine);
}

TEST_CASE("A file without a trailing newline and a UTF-16 file are found in history") {
  GitRepoBuilder repo;
  const std::string first =
      repo.commit_file("bare.txt", "a\ntoken = " + github_pat(6), "no newline at the end");
  const std::string wide = to_utf(Utf::k16Le, "first\r\nsecond\r\n" + line_with(7), true);
  const std::string second = repo.commit_file("wide.txt", wide, "from Windows");
  const ScanResult result = scan({repo.path()});
  CHECK(position(result.report.find_committed(kGithubRule, "bare.txt", first)) ==
        position_of(2, 9, github_pat(6)));
  CHECK(position(result.report.find_committed(kGithubRule, "wide.txt", second)) ==
        position_of(3, 9, github_pat(7)));
}

TEST_CASE("A staged scan reads the index, not the work tree") {
  GitRepoBuilder repo;
  repo.commit_file("a.txt", "clean\n", "first");
  SUBCASE("the index holds the credential, the work tree does not") {
    repo.write("a.txt", line_with(8)).stage("a.txt").write("a.txt", "clean again\n");
    const ScanResult result = scan({repo.path(), "--staged"});
    CHECK(result.run.exit_code == 1);
    CHECK(position(result.report.find(kGithubRule, "a.txt")) == kAtColumnNine);
  }
  SUBCASE("the work tree holds the credential, the index does not") {
    repo.write("a.txt", "staged\n").stage("a.txt").write("a.txt", line_with(8));
    CHECK(keyhound({"scan", repo.path(), "--staged"}).exit_code == 0);
  }
  SUBCASE("a new file in a repository with commits") {
    repo.write("new/file.txt", "\n" + line_with(8)).stage();
    const ScanResult result = scan({repo.path(), "--staged"});
    CHECK(position(result.report.find(kGithubRule, "new/file.txt")) ==
          position_of(2, 9, github_pat(8)));
  }
}

TEST_CASE("A staged scan works before the first commit and from a subdirectory") {
  GitRepoBuilder repo;
  repo.write("sub/a.txt", line_with(9)).stage();
  RunOptions options;
  options.cwd = repo.dir() / "sub";
  const ScanResult result = scan({"--staged"}, options);
  CHECK(result.run.exit_code == 1);
  CHECK(result.report.has_finding(kGithubRule, "sub/a.txt"));
}

TEST_CASE("A credential that was there before is not reported again in a touched file") {
  GitRepoBuilder repo;
  repo.commit_file("a.txt", "one\n" + line_with(10) + "three\n", "old leak");
  repo.write("a.txt", "one\n" + line_with(10) + "three\nfour\n").stage();
  CHECK(keyhound({"scan", repo.path(), "--staged"}).exit_code == 0);
  repo.commit("touch");
  CHECK(keyhound({"scan", repo.path(), "--range", "HEAD~1..HEAD"}).exit_code == 0);
}

TEST_CASE("A second credential in a touched file is reported alone") {
  GitRepoBuilder repo;
  repo.commit_file("a.txt", line_with(11), "old leak");
  repo.write("a.txt", line_with(11) + line_with(12)).stage();
  const ScanResult result = scan({repo.path(), "--staged"});
  CHECK(result.report.count(kGithubRule) == 1);
  CHECK(position(result.report.find(kGithubRule, "a.txt")) == position_of(2, 9, github_pat(12)));
}

TEST_CASE("A range scan reports what its commits added and nothing else") {
  GitRepoBuilder repo;
  repo.commit_file("before.txt", line_with(13), "before");
  const std::string base = repo.commit_file("x", "x", "base");
  const std::string inside = repo.commit_file("inside.txt", line_with(14), "inside");
  repo.commit_removal("inside.txt", "and gone");
  const std::string end = repo.head();
  repo.commit_file("after.txt", line_with(15), "after");
  const ScanResult range = scan({repo.path(), "--range", base + ".." + end});
  CHECK(range.run.exit_code == 1);
  CHECK(range.report.find_committed(kGithubRule, "inside.txt", inside) != nullptr);
  CHECK(range.report.count(kGithubRule) == 1);
  const ScanResult since = scan({repo.path(), "--since", base});
  CHECK(since.report.has_finding(kGithubRule, "inside.txt"));
  CHECK(since.report.has_finding(kGithubRule, "after.txt"));
  CHECK_FALSE(since.report.has_finding(kGithubRule, "before.txt"));
}

TEST_CASE("A range with an unknown end is an error that names it") {
  GitRepoBuilder repo;
  repo.commit_file("a", "a", "first");
  const RunResult result = keyhound({"scan", repo.path(), "--range", "HEAD..no-such-branch"});
  CHECK((result.exit_code == 2 || result.exit_code == 3));
  CHECK((result.out + result.err).find("no-such-branch") != std::string::npos);
}

TEST_CASE("Tree and history can be scanned alone") {
  GitRepoBuilder repo;
  repo.commit_file("gone.txt", line_with(16), "history only");
  repo.commit_removal("gone.txt", "remove");
  repo.write("untracked.txt", line_with(17));
  const Report tree = scan({repo.path(), "--tree-only"}).report;
  CHECK(tree.has_finding(kGithubRule, "untracked.txt"));
  CHECK_FALSE(tree.has_finding(kGithubRule, "gone.txt"));
  const Report history = scan({repo.path(), "--history-only"}).report;
  CHECK(history.has_finding(kGithubRule, "gone.txt"));
  CHECK_FALSE(history.has_finding(kGithubRule, "untracked.txt"));
  const Report both = scan({repo.path()}).report;
  CHECK(both.has_finding(kGithubRule, "gone.txt"));
  CHECK(both.has_finding(kGithubRule, "untracked.txt"));
}

TEST_CASE("Ignored files are left out unless they are tracked or --no-ignore is given") {
  GitRepoBuilder repo;
  repo.commit_file(".gitignore", "*.log\nbuild/\n", "ignore");
  repo.write("tracked.log", line_with(18)).stage("tracked.log").commit("tracked all the same");
  repo.write("ignored.log", line_with(19)).write("build/out.txt", line_with(20));
  const Report report = scan({repo.path(), "--tree-only"}).report;
  CHECK(report.has_finding(kGithubRule, "tracked.log"));
  CHECK_FALSE(report.has_finding(kGithubRule, "ignored.log"));
  CHECK_FALSE(report.has_finding(kGithubRule, "build/out.txt"));
  const Report all = scan({repo.path(), "--tree-only", "--no-ignore"}).report;
  CHECK(all.has_finding(kGithubRule, "ignored.log"));
  CHECK(all.has_finding(kGithubRule, "build/out.txt"));
}

TEST_CASE("A plain directory, a single file and standard input are scanned as such") {
  TempDir dir;
  dir.write_file("d/e.txt", "\n" + line_with(21));
  const ScanResult tree = scan({dir.str()});
  CHECK(position(tree.report.find(kGithubRule, "d/e.txt")) == position_of(2, 9, github_pat(21)));
  const ScanResult file = scan({dir / "d/e.txt"});
  CHECK(file.run.exit_code == 1);
  CHECK(file.report.count(kGithubRule) == 1);
  RunOptions options;
  options.stdin_bytes = "a\nb\n" + line_with(21);
  const ScanResult input = scan({"-"}, options);
  CHECK(input.run.exit_code == 1);
  const Occurrence* found = input.report.find_part(kGithubRule, "");
  CHECK(position(found) == position_of(3, 9, github_pat(21)));
}

TEST_CASE("The current directory is scanned when no path is given") {
  TempDir dir;
  dir.write_file("a.txt", line_with(22));
  RunOptions options;
  options.cwd = dir.str();
  CHECK(scan({}, options).report.has_finding(kGithubRule, "a.txt"));
}

TEST_CASE("A clean directory ends with exit code 0 and a complete scan") {
  TempDir dir;
  dir.write_file("a.txt", "nothing here\n");
  const ScanResult result = scan({dir.str()});
  CHECK(result.run.exit_code == 0);
  CHECK(result.report.complete);
  CHECK(result.report.findings.empty());
}

TEST_CASE("A repository with SHA-256 objects is scanned or refused, never called clean") {
  GitRepoBuilder repo(GitRepoBuilder::Kind::kWorkTree, "sha256");
  repo.commit_file("a.txt", line_with(23), "leak");
  repo.commit_removal("a.txt", "remove");
  CHECK(keyhound({"scan", repo.path()}).exit_code != 0);
}

}  // namespace keyhound::testing
