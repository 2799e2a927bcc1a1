// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/bulk/verification_folder.h"

#include <doctest/doctest.h>

#include <filesystem>

#include "tests/support/temp_dir.h"

namespace keyhound {
namespace {

std::string folder_of(const testing::TempDir& dir, const std::string& key, std::int64_t id = 1,
                      const std::string& store = "s.db") {
  RunSummary run;
  run.id = id;
  run.run_key = key;
  return verification_folder(dir.str(), store, run);
}

}  // namespace

TEST_CASE("Each run has a folder of its own in the cache, whatever it is called") {
  const testing::TempDir dir;
  const std::string one = folder_of(dir, "nightly");
  CHECK(one != folder_of(dir, "../nightly"));
  CHECK(folder_of(dir, "../../etc").starts_with(dir / "verification/"));
  CHECK(one == folder_of(dir, "nightly"));
  CHECK(one != folder_of(dir, "nightly", 2));
  CHECK(one != folder_of(dir, "nightly", 1, "other.db"));
}

TEST_CASE("Only folders of runs of long ago are removed") {
  namespace fs = std::filesystem;
  const testing::TempDir dir;
  const std::string old = folder_of(dir, "old");
  const std::string young = folder_of(dir, "young");
  const std::string torn = folder_of(dir, "torn");
  for (const std::string& folder : {old, young}) {
    fs::create_directories(folder);
    dir.write_file(fs::relative(folder, dir.str()).string() + "/budget", "0 0\n");
  }
  dir.write_file("verification/other/file", "not ours");
  fs::create_directories(torn);  // whose process died before it counted
  const auto long_ago = fs::file_time_type::clock::now() - std::chrono::hours(50);
  for (const std::string& path : {old + "/budget", old, young, torn,
                                  dir / "verification/other/file", dir / "verification/other"})
    fs::last_write_time(path, long_ago);
  remove_old_verification_folders(dir.str(), std::chrono::hours(48));
  CHECK_FALSE(fs::exists(old));
  CHECK_FALSE(fs::exists(torn));
  CHECK(fs::exists(young));
  CHECK(fs::exists(dir / "verification/other/file"));
  remove_old_verification_folders(dir / "nowhere", std::chrono::hours(48));
}

}  // namespace keyhound
