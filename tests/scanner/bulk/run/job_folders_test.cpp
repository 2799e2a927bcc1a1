// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/run/job_folders.h"

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <optional>

#include "tests/support/temp_dir.h"

namespace keyhound {
namespace {

namespace fs = std::filesystem;

std::size_t entries_of(const std::string& folder) {
  return static_cast<std::size_t>(
      std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

TEST_CASE("Job folders are empty, each another one, and gone with their coordinator") {
  const testing::TempDir dir;
  {
    auto folders = JobFolders::create(dir.str());
    REQUIRE(folders);
    const auto first = folders->make();
    const auto second = folders->make();
    REQUIRE(first);
    REQUIRE(second);
    CHECK(*first != *second);
    CHECK(fs::is_empty(*first));
    CHECK((fs::status(*first).permissions() & fs::perms::others_all) == fs::perms::none);
    testing::write_whole_file(*first + "/findings.json", "{}");
    JobFolders::remove(*first);
    CHECK(!fs::exists(*first));
    testing::write_whole_file(*second + "/findings.json", "{}");
  }
  CHECK(entries_of(dir / "jobs") == 0);
}

TEST_CASE("Folders of a coordinator that lives are left alone") {
  const testing::TempDir dir;
  auto first = JobFolders::create(dir.str());
  REQUIRE(first);
  const auto folder = first->make();
  auto second = JobFolders::create(dir.str());
  REQUIRE(second);
  CHECK(fs::exists(*folder));
  const JobFolders moved = std::move(*second);
  CHECK(fs::exists(*folder));
}

TEST_CASE("Folders of a coordinator that was killed are removed by the next one") {
  const testing::TempDir dir;
  const pid_t child = ::fork();
  if (child == 0) {
    auto folders = JobFolders::create(dir.str());
    if (folders && folders->make()) ::kill(::getpid(), SIGKILL);
    ::_exit(1);
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  REQUIRE(WIFSIGNALED(status));
  CHECK(entries_of(dir / "jobs") == 2);  // its folder and its lock
  {
    const auto next = JobFolders::create(dir.str());
    REQUIRE(next);
    CHECK(entries_of(dir / "jobs") == 2);  // the own ones
  }
  CHECK(entries_of(dir / "jobs") == 0);
}

TEST_CASE("A place where no folder can be made is an error that names it") {
  const testing::TempDir dir;
  dir.write_file("file", "");
  const auto folders = JobFolders::create(dir / "file");
  REQUIRE(!folders);
  CHECK(folders.error().message.find("file/jobs") != std::string::npos);
}

}  // namespace
}  // namespace keyhound
