// SPDX-License-Identifier: Apache-2.0
// An object that cannot be read is named, everything else is still scanned, and the exit code is
// never that of a clean repository (shared/ROBUSTNESS.md, section 1).
#include <doctest/doctest.h>

#include <filesystem>
#include <functional>

#include "tests/support/findings.h"
#include "tests/support/git_repo_builder.h"
#include "tests/support/tokens.h"

namespace keyhound::testing {

namespace {

namespace fs = std::filesystem;

std::string file_name(unsigned i) { return "f" + std::to_string(i) + ".txt"; }

// One commit per file; the filler keeps git from storing one file as a delta of another.
void commit_files(GitRepoBuilder& repo, unsigned count) {
  for (unsigned i = 0; i < count; ++i) {
    const std::string filler = alphanumerics(5000 + i, 2000) + "\n";
    const std::string message = "file " + std::to_string(i);
    repo.commit_file(file_name(i), "token = " + github_pat(i) + "\n" + filler, message);
  }
}

unsigned count_found(const Report& report, unsigned count) {
  unsigned found = 0;
  for (unsigned i = 0; i < count; ++i) {
    if (report.has_finding(kGithubRule, file_name(i))) ++found;
  }
  return found;
}

void check_incomplete(const ScanResult& result, int exit_code, const std::string& subject) {
  INFO(result.run.describe());
  CHECK(result.run.exit_code == exit_code);
  CHECK_FALSE(result.report.complete);
  CHECK(result.report.has_incomplete_diagnostic());
  CHECK_MESSAGE(result.report.diagnoses(subject), "no diagnostic names ", subject);
  for (const ReportedDiagnostic& item : result.report.diagnostics) {
    CHECK_FALSE(item.subject.empty());
    CHECK_FALSE(item.message.empty());
  }
}

// Ways to lose one object of a repository with loose objects. The subject is named afterwards.
struct Damage {
  std::string name;
  std::string revision;  // the object that is hit
  std::function<void(const fs::path& object)> apply;
};

void delete_object(const fs::path& object) { fs::remove(object); }

void fill_with_rubbish(const fs::path& object) {
  fs::permissions(object, fs::perms::owner_write, fs::perm_options::add);
  write_whole_file(object, "this is not a zlib stream");
}

void truncate_object(const fs::path& object) {
  fs::permissions(object, fs::perms::owner_write, fs::perm_options::add);
  fs::resize_file(object, fs::file_size(object) / 2);
}

void empty_object(const fs::path& object) {
  fs::permissions(object, fs::perms::owner_write, fs::perm_options::add);
  fs::resize_file(object, 0);
}

std::vector<Damage> damages() {
  return {{"blob is missing", "HEAD~1:victim.txt", delete_object},
          {"blob is rubbish", "HEAD~1:victim.txt", fill_with_rubbish},
          {"blob is truncated", "HEAD~1:victim.txt", truncate_object},
          {"blob is empty", "HEAD~1:victim.txt", empty_object},
          {"tree is missing", "HEAD~1:sub", delete_object},
          {"tree is rubbish", "HEAD~1:sub", fill_with_rubbish},
          {"root tree is missing", "HEAD~1^{tree}", delete_object},
          {"commit is missing", "HEAD~1", delete_object},
          {"commit is truncated", "HEAD~1", truncate_object}};
}

// Three commits; the middle one holds the objects that get lost, the last one may leak.
std::string damaged_commit_chain(GitRepoBuilder& repo, const Damage& damage, bool with_leak) {
  repo.commit_file("first.txt", "first\n", "first");
  repo.write("sub/inner.txt", "inner\n").write("victim.txt", alphanumerics(42, 500)).stage();
  repo.commit("the victim");
  repo.git({"rm", "-q", "-r", "sub", "victim.txt"});
  repo.write("last.txt", with_leak ? "token = " + github_pat(42) + "\n" : "harmless\n");
  repo.stage().commit("last");
  std::string oid = repo.git({"rev-parse", damage.revision});
  damage.apply(repo.loose_object_path(oid));
  return oid;
}

}  // namespace

TEST_CASE("Flipped bytes in a pack of 40 commits cost one blob and no more") {
  GitRepoBuilder repo;
  commit_files(repo, 40);
  repo.pack();
  const std::string oid = repo.git({"rev-parse", "HEAD:f20.txt"});
  const GitRepoBuilder::PackedEntry entry = repo.packed_entry(oid);
  flip_bytes(repo.pack_path(), entry.offset + entry.size / 2, 20);
  const ScanResult result = scan({repo.path(), "--history-only"});
  check_incomplete(result, 1, oid.substr(0, 7));
  CHECK(count_found(result.report, 40) >= 38);
  const RunResult text = keyhound({"scan", repo.path(), "--history-only", "--format", "text"});
  CHECK((text.out + text.err).find(oid.substr(0, 7)) != std::string::npos);
}

TEST_CASE("A deleted loose blob costs one of ten commits") {
  GitRepoBuilder repo;
  commit_files(repo, 10);
  const std::string oid = repo.git({"rev-parse", "HEAD:f5.txt"});
  fs::remove(repo.loose_object_path(oid));
  const ScanResult result = scan({repo.path(), "--history-only"});
  check_incomplete(result, 1, oid.substr(0, 7));
  CHECK(count_found(result.report, 10) == 9);
}

TEST_CASE("A damaged object is named; the exit code tells findings from an incomplete scan") {
  for (const Damage& damage : damages()) {
    for (const bool with_leak : {false, true}) {
      CAPTURE(damage.name);
      CAPTURE(with_leak);
      GitRepoBuilder repo;
      const std::string oid = damaged_commit_chain(repo, damage, with_leak);
      const ScanResult result = scan({repo.path(), "--history-only"});
      check_incomplete(result, with_leak ? 1 : 3, oid.substr(0, 7));
      CHECK(result.report.has_finding(kGithubRule, "last.txt") == with_leak);
    }
  }
}

TEST_CASE("What lies behind a destroyed commit is scanned all the same") {
  GitRepoBuilder repo;
  repo.commit_file("leak.txt", github_pat(91) + "\n", "Leak");
  const std::string removal = repo.commit_removal("leak.txt", "Remove the leak");
  repo.commit_file("harmless.txt", "nothing\n", "Go on");
  delete_object(repo.loose_object_path(removal));
  const ScanResult result = scan({repo.path(), "--history-only"});
  INFO(result.run.describe());
  CHECK(result.run.exit_code == 1);
  CHECK(result.report.count(kGithubRule) == 1);
  CHECK(result.run.out.find(removal.substr(0, 12)) != std::string::npos);
}

TEST_CASE("The working tree of a damaged repository is still scanned") {
  GitRepoBuilder repo;
  damaged_commit_chain(repo, damages().front(), false);
  repo.write("untracked.txt", github_pat(43));
  const ScanResult result = scan({repo.path()});
  CHECK(result.run.exit_code == 1);
  CHECK(result.report.has_finding(kGithubRule, "untracked.txt"));
  CHECK(result.report.has_incomplete_diagnostic());
}

TEST_CASE("A truncated pack is never reported as clean") {
  GitRepoBuilder repo;
  commit_files(repo, 40);
  repo.pack();
  const fs::path pack = repo.pack_path();
  fs::permissions(pack, fs::perms::owner_write, fs::perm_options::add);
  for (const uint64_t left : {fs::file_size(pack) / 2, uint64_t{100}, uint64_t{0}}) {
    CAPTURE(left);
    fs::resize_file(pack, left);
    const ScanResult result = scan({repo.path(), "--history-only"});
    CHECK((result.run.exit_code == 1 || result.run.exit_code == 3));
    CHECK_FALSE(result.report.complete);
    CHECK(result.report.has_incomplete_diagnostic());
  }
}

TEST_CASE("A damaged or missing pack index is never reported as clean") {
  GitRepoBuilder repo;
  commit_files(repo, 3);
  repo.pack();
  fs::path index = repo.pack_path();
  index.replace_extension(".idx");
  fs::permissions(index, fs::perms::owner_write, fs::perm_options::add);
  SUBCASE("rubbish") { write_whole_file(index, std::string(2000, 'x')); }
  SUBCASE("truncated") { fs::resize_file(index, 1000); }
  SUBCASE("missing") { fs::remove(index); }
  const ScanResult result = scan({repo.path(), "--history-only"});
  INFO(result.run.describe());
  CHECK((result.run.exit_code == 1 || result.run.exit_code == 3));
  CHECK((result.report.has_incomplete_diagnostic() || count_found(result.report, 3) == 3));
}

TEST_CASE("A shallow clone says that history is cut off") {
  GitRepoBuilder origin;
  commit_files(origin, 3);
  for (unsigned i = 0; i < 3; ++i) origin.commit_removal(file_name(i), "remove");
  TempDir clone;
  origin.git({"clone", "-q", "--depth", "1", "file://" + origin.path(), clone / "shallow"});
  check_incomplete(scan({clone / "shallow"}), 3, "shallow");
}

TEST_CASE("A partial clone names what was not fetched and does not fetch it") {
  GitRepoBuilder origin;
  commit_files(origin, 3);
  origin.config("uploadpack.allowFilter", "true");
  TempDir clone;
  const std::string url = "file://" + origin.path();
  origin.git({"clone", "-q", "--bare", "--filter=blob:none", url, clone / "partial.git"});
  const std::string oid = origin.git({"rev-parse", "HEAD:f0.txt"});
  const ScanResult result = scan({clone / "partial.git"});
  check_incomplete(result, 3, oid.substr(0, 7));
  CHECK(count_found(result.report, 3) == 0);
}

TEST_CASE("A repository without commits: its files are scanned, its emptiness is said") {
  GitRepoBuilder repo;
  SUBCASE("with a leak in the working tree") {
    repo.write("a.txt", github_pat(44));
    const ScanResult result = scan({repo.path()});
    CHECK(result.run.exit_code == 1);
    CHECK(result.report.has_finding(kGithubRule, "a.txt"));
  }
  SUBCASE("with nothing in it") {
    const ScanResult result = scan({repo.path(), "--history-only"});
    INFO(result.run.describe());
    CHECK((result.run.exit_code == 2 || result.run.exit_code == 3));
    CHECK_FALSE(result.report.diagnostics.empty());
  }
  SUBCASE("a clean first commit may pass the hook") {
    repo.write("a.txt", "harmless\n").stage();
    CHECK(keyhound({"scan", repo.path(), "--staged"}).exit_code == 0);
  }
}

TEST_CASE("A broken HEAD or branch is named and does not hide the other branches") {
  GitRepoBuilder repo;
  repo.commit_file("a.txt", "token = " + github_pat(45) + "\n", "leak");
  repo.branch("good");
  const fs::path git = repo.git_dir();
  std::string subject = "refs/heads/main";
  SUBCASE("the branch of HEAD holds rubbish") {
    write_whole_file(git / "refs/heads/main", "not an object id\n");
  }
  SUBCASE("the branch of HEAD is empty") { write_whole_file(git / "refs/heads/main", ""); }
  SUBCASE("HEAD itself holds rubbish") {
    write_whole_file(git / "HEAD", "rubbish\n");
    subject = "HEAD";
  }
  SUBCASE("a branch points to a missing object") {
    write_whole_file(git / "refs/heads/lost", std::string(40, 'a') + "\n");
    subject = "refs/heads/lost";
  }
  const ScanResult result = scan({repo.path(), "--history-only"});
  check_incomplete(result, 1, subject);
  CHECK(result.report.has_finding(kGithubRule, "a.txt"));
}

TEST_CASE("Without a leak a broken branch makes the scan incomplete") {
  GitRepoBuilder repo;
  repo.commit_file("a.txt", "harmless\n", "first");
  const std::string missing(40, 'b');
  write_whole_file(repo.git_dir() / "refs/heads/lost", missing + "\n");
  check_incomplete(scan({repo.path()}), 3, "refs/heads/lost");
}

TEST_CASE("A damaged index makes a staged scan fail, not pass") {
  GitRepoBuilder repo;
  repo.commit_file("a.txt", "harmless\n", "first");
  repo.write("b.txt", github_pat(46)).stage();
  SUBCASE("rubbish") { write_whole_file(repo.git_dir() / "index", "rubbish"); }
  SUBCASE("the staged blob is missing") {
    fs::remove(repo.loose_object_path(repo.git({"rev-parse", ":b.txt"})));
  }
  const RunResult result = keyhound({"scan", repo.path(), "--staged"});
  INFO(result.describe());
  CHECK((result.exit_code == 2 || result.exit_code == 3));
  CHECK_FALSE((result.out + result.err).empty());
}

}  // namespace keyhound::testing
