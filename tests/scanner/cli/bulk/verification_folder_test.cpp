// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/bulk/verification_folder.h"

#include <doctest/doctest.h>

#include <filesystem>

#include "tests/support/temp_dir.h"

namespace keyhound {

TEST_CASE("Each run has a folder of its own in the cache, whatever it is called") {
  const testing::TempDir dir;
  const std::string one = verification_folder(dir.str(), "nightly");
  CHECK(one != verification_folder(dir.str(), "../nightly"));
  CHECK(verification_folder(dir.str(), "../../etc").starts_with(dir / "verification/"));
  CHECK(one == verification_folder(dir.str(), "nightly"));
}

TEST_CASE("Only folders of runs of long ago are removed") {
  namespace fs = std::filesystem;
  const testing::TempDir dir;
  const std::string old = verification_folder(dir.str(), "old");
  const std::string young = verification_folder(dir.str(), "young");
  for (const std::string& folder : {old, young}) {
    fs::create_directories(folder);
    dir.write_file(fs::relative(folder, dir.str()).string() + "/budget", "0 0\n");
  }
  dir.write_file("verification/other/file", "not ours");
  fs::last_write_time(old + "/budget", fs::file_time_type::clock::now() - std::chrono::hours(50));
  remove_old_verification_folders(dir.str(), std::chrono::hours(48));
  CHECK_FALSE(fs::exists(old));
  CHECK(fs::exists(young));
  CHECK(fs::exists(dir / "verification/other/file"));
  remove_old_verification_folders(dir / "nowhere", std::chrono::hours(48));
}

}  // namespace keyhound
