// SPDX-License-Identifier: Apache-2.0
// Archives made to take time or memory, or to hide something: each ends soon and in bounded memory,
// is named with its entry and the reason, and writes nothing.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>

#include "tests/support/archive_builder.h"
#include "tests/support/findings.h"
#include "tests/support/git_repo_builder.h"
#include "tests/support/packed_history.h"
#include "tests/support/text_forms.h"
#include "tests/support/tokens.h"

namespace keyhound::testing {

namespace {

constexpr uint32_t kGigabyte = uint32_t{1} << 30;

std::string small_bomb() { return zip_of_entries({deflated_zeros("big.txt", "", kGigabyte)}); }

struct Bomb {
  std::string path;
  std::string bytes;
  std::string named;
};

std::vector<Bomb> bombs() {
  constexpr uint32_t kShare = kGigabyte / 32;
  return {{"a.zip", small_bomb(), "a.zip!big.txt"},
          {"zip.zip", zip_of({{"a.zip", small_bomb()}}), "zip.zip!a.zip!big.txt"},
          {"overlap.zip", overlapping_zip(32, deflated_zeros("", "", kShare).data, kShare),
           "overlap.zip!f"},
          {"log.txt.gz", gzip_zeros("", kGigabyte), "log.txt.gz!log.txt"},
          {"log.txt.xz", packed("xz", packed("xz", std::string(100'000'000, '\0'))),
           "log.txt.xz!log.txt"}};
}

ScanResult scan_one(const std::string& path, const std::string& bytes) {
  const TempDir dir;
  dir.write_file(path, bytes);
  ScanResult result = scan({dir.str(), "--archives"});
  // Nothing is written beside the archive.
  CHECK(std::distance(std::filesystem::directory_iterator(dir.path()), {}) == 1);
  return result;
}

void check_incomplete(const ScanResult& result, const std::string& named,
                      const std::string& reason) {
  INFO(result.run.describe());
  CHECK(result.run.exit_code == 3);
  CHECK_FALSE(result.report.complete);
  const auto& all = result.report.diagnostics;
  CHECK(std::any_of(all.begin(), all.end(), [&](const ReportedDiagnostic& one) {
    return one.incomplete && one.subject.starts_with(named) &&
           one.message.find(reason) != std::string::npos;
  }));
}

}  // namespace

TEST_CASE("Bombs of a gigabyte are scanned up to a limit") {
  for (const Bomb& bomb : bombs()) {
    CAPTURE(bomb.path);
    const TempDir dir;
    dir.write_file(bomb.path, bomb.bytes);
    const BoundedScan result = bounded_scan({dir.str(), "--archives"});
    check_bounds(result);
    check_incomplete(result, bomb.named, "times its size");
  }
}

TEST_CASE("Bombs in the history are scanned up to a limit too") {
  GitRepoBuilder repo;
  for (const Bomb& bomb : bombs()) repo.write(bomb.path, bomb.bytes);
  repo.stage();
  repo.commit("bombs");
  const BoundedScan result = bounded_scan({repo.path(), "--archives", "--history-only"});
  check_bounds(result);
  for (const Bomb& bomb : bombs()) check_incomplete(result, bomb.named, "times its size");
}

TEST_CASE("An archive of many entries and one in many others end at their limits") {
  std::vector<ZipEntry> entries;
  for (unsigned i = 0; i < 100'000; ++i) entries.push_back(stored(std::to_string(i), ""));
  check_incomplete(scan_one("many.zip", zip_of_entries(entries)), "many.zip", "65536 entries");

  std::string deep = zip_of({{"leaf", "token = " + github_pat(1)}});
  std::string zips = deep;
  for (int i = 0; i < 50; ++i) {
    deep = packed("gzip", deep);
    zips = zip_of({{"z.zip", zips}});
  }
  check_incomplete(scan_one("deep.gz", deep), "deep.gz!deep!", "to a depth of 3");
  check_incomplete(scan_one("deep.zip", zips), "deep.zip!z.zip!z.zip!z.zip", "to a depth of 3");
}

TEST_CASE("Encrypted, cut and damaged archives are not read, and say so") {
  ZipEntry encrypted = stored("secret.txt", std::string(50, 'x'));
  encrypted.flags = 1;
  check_incomplete(scan_one("a.zip", zip_of_entries({encrypted})), "a.zip!secret.txt", "encrypted");
  const std::vector<ArchiveItem> items = {{"b.txt", alphanumerics(1, 50'000)}};
  for (const char* name :
       {"a.zip", "a.7z", "a.tar", "a.tar.gz", "a.tar.bz2", "a.tar.xz", "a.tar.zst"}) {
    const std::string path = name;
    CAPTURE(path);
    const std::string filter = path.ends_with("gz")    ? "gzip"
                               : path.ends_with("bz2") ? "bzip2"
                               : path.ends_with("xz")  ? "xz"
                               : path.ends_with("zst") ? "zstd"
                                                       : "none";
    const std::string format = path.ends_with("zip")  ? "zip"
                               : path.ends_with("7z") ? "7zip"
                                                      : "pax";
    const std::string whole = archive_of(format, filter, items);
    for (const std::size_t size : {whole.size() / 2, std::size_t{600}})
      check_incomplete(scan_one(path, whole.substr(0, size)), path, "");
  }
}

TEST_CASE("Entries with hostile paths are scanned, named safely, and nothing is written") {
  const std::string token = "token = " + github_pat(3) + "\n";
  const TempDir dir;
  dir.make_directory("in");
  dir.write_file(
      "in/a.zip",
      zip_of_entries({stored("../../out.txt", token), stored("/out.txt", token),
                      stored("a\n::error::x\x1B[2J", token), stored("\xFF\xFE", token)}));
  dir.write_file("in/b.tar", tar_header("link", 0, '2', "/etc/passwd") +
                                 tar_header("device", 0, '3') +
                                 tar_header("hard", 0, '1', "../../x") + tar_end() + token);
  for (const char* format : {"text", "json", "sarif"}) {
    const RunResult run = keyhound({"scan", dir / "in", "--archives", "--format", format});
    CAPTURE(std::string(format));
    CHECK(run.exit_code == 1);
    CHECK(obeyed_by_terminals(run.out).empty());
  }
  const ScanResult result = scan({dir / "in", "--archives"});
  INFO(result.run.describe());
  CHECK(result.report.has_finding(kGithubRule, "a.zip!../../out.txt"));
  CHECK(result.report.has_finding(kGithubRule, "a.zip!/out.txt"));
  CHECK(result.report.has_finding(kGithubRule, "b.tar!<behind the end>"));
  CHECK(result.report.finding_of(kGithubRule)->occurrences.size() == 5);
  for (const char* reason : {"leads out of the archive", "control characters", "not valid UTF-8",
                             "device", "bytes follow"})
    CHECK(result.report.diagnoses(reason));
  CHECK_FALSE(dir.exists("out.txt"));
  CHECK_FALSE(std::filesystem::exists("/out.txt"));
}

TEST_CASE("A zip archive with a wrong directory hides nothing") {
  ZipEntry hidden = stored("hidden.txt", "token = " + github_pat(4));
  hidden.is_listed = false;
  const ScanResult result = scan_one("a.zip", zip_of_entries({stored("shown", "x"), hidden}));
  CHECK(result.report.has_finding(kGithubRule, "a.zip!hidden.txt"));
  CHECK(result.report.diagnoses("does not name"));

  ZipEntry astray = stored("b.txt", "nothing");
  astray.listed_offset = 7;
  check_incomplete(scan_one("b.zip", zip_of_entries({astray})), "b.zip", "directory");
}

TEST_CASE("The limits can be raised, and their bounds are checked") {
  const TempDir dir;
  dir.write_file("a.zip", zip_of({{"a", alphanumerics(1, 3'000'000)}, {"b", "x"}}));
  CHECK(scan({dir.str(), "--archives"}).run.exit_code == 0);
  check_incomplete(scan({dir.str(), "--archives", "--archive-limit", "2MB"}), "a.zip!a", "2 MB");
  check_incomplete(scan({dir.str(), "--archives", "--archive-entries", "1"}), "a.zip", "1 entries");
  CHECK(keyhound({"scan", dir.str(), "--archives", "--archive-limit", "1"}).exit_code == 2);
}

}  // namespace keyhound::testing
