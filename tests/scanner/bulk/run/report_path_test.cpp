// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/run/report_path.h"

#include <doctest/doctest.h>

#include <set>
#include <string>

#include "tests/support/temp_dir.h"

namespace keyhound {
namespace {

TEST_CASE("Reports stand below sarif by the names of their repositories") {
  CHECK(report_path("github.com/acme/pay") == "sarif/github.com/acme/pay.sarif");
  CHECK(report_path("/srv/git/pay") == "sarif/_/srv/git/pay.sarif");
}

TEST_CASE("No name leads out of the folder, or to another repository's report") {
  const std::vector<std::string> names = {
      "a/b",   "a/b.sarif", "a/b.sarif/c", "a//b", "/a/b",   "_/a/b",      "a/../b", "../../etc",
      "a/./b", "a/.b",      "a/%2Eb",      "a b",  "a\nb",   "a\x01",      "a/b\\c", "A/b",
      "",      "/",         ".",           "..",   "a/\xff", "a/\xc3\xa4", "a:b",    "%5F/a/b",
      "a/",    "a/b/c",     "a/b.SARIF"};
  std::set<std::string> paths;
  for (const std::string& name : names) {
    CAPTURE(name);
    const std::string path = report_path(name);
    CHECK(path.starts_with("sarif/"));
    CHECK(path.ends_with(".sarif"));
    CHECK(path.find("/.") == std::string::npos);
    CHECK(path.find("//") == std::string::npos);
    CHECK(path.find('\n') == std::string::npos);
    CHECK(paths.insert(path).second);
    // A report is no folder of another one.
    for (const std::string& other : paths) {
      CHECK(!path.starts_with(other + "/"));
      CHECK(!other.starts_with(path + "/"));
    }
  }
}

TEST_CASE("Parts that are longer than file names may be are cut, and stay distinct") {
  const std::string part(400, 'x');
  const std::string one = report_path("host/" + part + "1");
  CHECK(one.size() < 255);
  CHECK(one != report_path("host/" + part + "2"));
}

TEST_CASE("A report is moved to its place, over an older one") {
  const testing::TempDir dir;
  dir.write_file("job/report.sarif", "new");
  dir.write_file("out/sarif/a/b.sarif", "old");
  REQUIRE(move_report(dir / "job/report.sarif", dir / "out", "sarif/a/b.sarif"));
  CHECK(dir.read_file("out/sarif/a/b.sarif") == "new");
  CHECK(!dir.exists("job/report.sarif"));
}

TEST_CASE("A report that cannot be moved is an error that names its place") {
  const testing::TempDir dir;
  dir.write_file("out/sarif", "a file where the folder should be");
  dir.write_file("job/report.sarif", "new");
  const Status moved = move_report(dir / "job/report.sarif", dir / "out", "sarif/a.sarif");
  REQUIRE(!moved);
  CHECK(moved.error().message.find("sarif") != std::string::npos);
  CHECK(!move_report(dir / "job/missing", dir / "elsewhere", "sarif/a.sarif"));
}

}  // namespace
}  // namespace keyhound
