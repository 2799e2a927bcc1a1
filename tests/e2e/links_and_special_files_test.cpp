// SPDX-License-Identifier: Apache-2.0
// Only regular files are opened, links are not followed out of the tree, and what cannot be read is
// named (shared/ROBUSTNESS.md, section 7).
#include <doctest/doctest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>
#include <filesystem>

#include "tests/support/findings.h"
#include "tests/support/git_repo_builder.h"
#include "tests/support/temp_dir.h"
#include "tests/support/tokens.h"

namespace keyhound::testing {

namespace {

namespace fs = std::filesystem;

RunOptions in_time() {
  RunOptions options;
  options.timeout_seconds = 30;
  return options;
}

// For tests of permissions, which do not bind root.
RunOptions without_privileges() {
  RunOptions options = in_time();
  constexpr uid_t kNobody = 65534;
  if (::geteuid() == 0) options.uid = kNobody;
  return options;
}

void make_socket(const TempDir& dir, const std::string& name) {
  const std::string path = dir / name;
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  REQUIRE_MESSAGE(path.size() < sizeof(address.sun_path), "TMPDIR is too long for a socket");
  std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
  const int descriptor = ::socket(AF_UNIX, SOCK_STREAM, 0);
  REQUIRE(::bind(descriptor, reinterpret_cast<sockaddr*>(&address), sizeof(address)) == 0);
  ::close(descriptor);
}

}  // namespace

TEST_CASE("Loops of symbolic links end, and the file behind them is found once") {
  TempDir dir;
  dir.write_file("sub/a.txt", github_pat(1));
  fs::create_symlink(".", dir.path() / "self");
  fs::create_symlink("..", dir.path() / "sub/up");
  fs::create_symlink("loop-b", dir.path() / "loop-a");
  fs::create_symlink("loop-a", dir.path() / "loop-b");
  const ScanResult result = scan({dir.str()}, in_time());
  CHECK(result.run.exit_code == 1);
  REQUIRE(result.report.count(kGithubRule) == 1);
  CHECK(result.report.has_finding(kGithubRule, "sub/a.txt"));
  CHECK(result.report.finding_of(kGithubRule)->occurrences.size() == 1);
}

TEST_CASE("A link out of the tree is not followed") {
  TempDir outside;
  outside.write_file("secret.txt", github_pat(2)).write_file("d/secret.txt", github_pat(2));
  TempDir dir;
  dir.write_file("a.txt", "harmless\n");
  fs::create_symlink(outside / "secret.txt", dir.path() / "file-link");
  fs::create_symlink(outside / "d", dir.path() / "directory-link");
  const ScanResult result = scan({dir.str()}, in_time());
  CHECK(result.run.exit_code == 0);
  CHECK(result.report.count(kGithubRule) == 0);
}

TEST_CASE("Links to endless devices, FIFOs, sockets and dangling links do not stop a scan") {
  TempDir dir;
  dir.write_file("a.txt", github_pat(3));
  fs::create_symlink("/dev/zero", dir.path() / "zero");
  fs::create_symlink("/dev/stdin", dir.path() / "stdin");
  fs::create_symlink("nowhere", dir.path() / "dangling");
  REQUIRE(::mkfifo((dir / "fifo").c_str(), 0644) == 0);
  make_socket(dir, "socket");
  const ScanResult result = scan({dir.str()}, in_time());
  CHECK(result.run.exit_code == 1);
  CHECK(result.report.has_finding(kGithubRule, "a.txt"));
  CHECK(result.report.count(kGithubRule) == 1);
}

TEST_CASE("Special files in a repository do not stop a staged or history scan") {
  GitRepoBuilder repo;
  repo.commit_file("a.txt", "first\n", "first");
  repo.write("a.txt", github_pat(4)).stage();
  repo.remove("a.txt");
  REQUIRE(::mkfifo((repo.dir() / "a.txt").c_str(), 0644) == 0);
  const ScanResult staged = scan({repo.path(), "--staged"}, in_time());
  CHECK(staged.run.exit_code == 1);
  CHECK(staged.report.has_finding(kGithubRule, "a.txt"));
  CHECK_FALSE(keyhound({"scan", repo.path()}, in_time()).killed_by_timeout);
}

TEST_CASE("A FIFO or a device as the path to scan is refused or read, but never waited for") {
  TempDir dir;
  REQUIRE(::mkfifo((dir / "fifo").c_str(), 0644) == 0);
  const RunResult result = keyhound({"scan", dir / "fifo"}, in_time());
  INFO(result.describe());
  CHECK((result.exit_code == 2 || result.exit_code == 3));
  CHECK(result.err.find("fifo") != std::string::npos);
}

TEST_CASE("A file that may not be read is named and makes the scan incomplete") {
  TempDir dir;
  dir.write_file("locked.txt", github_pat(5));
  fs::permissions(dir.path() / "locked.txt", fs::perms::none);
  SUBCASE("and nothing else is found: exit code 3") {
    const ScanResult result = scan({dir.str()}, without_privileges());
    INFO(result.run.describe());
    CHECK(result.run.exit_code == 3);
    CHECK_FALSE(result.report.complete);
    CHECK(result.report.diagnoses("locked.txt"));
  }
  SUBCASE("and something else is found: exit code 1, still named") {
    dir.write_file("open.txt", github_pat(6));
    const ScanResult result = scan({dir.str()}, without_privileges());
    CHECK(result.run.exit_code == 1);
    CHECK(result.report.has_finding(kGithubRule, "open.txt"));
    CHECK(result.report.diagnoses("locked.txt"));
  }
  SUBCASE("in the text report as well") {
    const RunResult result = keyhound({"scan", dir.str()}, without_privileges());
    CHECK(result.exit_code == 3);
    CHECK((result.out + result.err).find("locked.txt") != std::string::npos);
  }
  SUBCASE("in the SARIF report as well") {
    const RunResult result =
        keyhound({"scan", dir.str(), "--format", "sarif"}, without_privileges());
    CHECK(result.exit_code == 3);
    CHECK(result.out.find("locked.txt") != std::string::npos);
  }
  SUBCASE("when it is the path to scan") {
    const RunResult result = keyhound({"scan", dir / "locked.txt"}, without_privileges());
    CHECK((result.exit_code == 2 || result.exit_code == 3));
    CHECK((result.out + result.err).find("locked.txt") != std::string::npos);
  }
}

TEST_CASE("A directory that may not be entered is named and makes the scan incomplete") {
  TempDir dir;
  dir.write_file("closed/a.txt", github_pat(7));
  fs::permissions(dir.path() / "closed", fs::perms::none);
  const ScanResult result = scan({dir.str()}, without_privileges());
  fs::permissions(dir.path() / "closed", fs::perms::owner_all);
  INFO(result.run.describe());
  CHECK(result.run.exit_code == 3);
  CHECK(result.report.diagnoses("closed"));
}

TEST_CASE("A path that does not exist is a usage error that names it") {
  TempDir dir;
  for (const char* format : {"text", "json", "sarif"}) {
    CAPTURE(std::string(format));
    const RunResult result = keyhound({"scan", dir / "no-such-path", "--format", format});
    CHECK(result.exit_code == 2);
    CHECK(result.err.find("no-such-path") != std::string::npos);
  }
}

TEST_CASE("A symbolic link given as the path to scan is followed") {
  TempDir dir;
  dir.write_file("real/a.txt", github_pat(8));
  fs::create_symlink("real", dir.path() / "link");
  CHECK(scan({dir / "link"}).report.has_finding(kGithubRule, "a.txt"));
}

}  // namespace keyhound::testing
