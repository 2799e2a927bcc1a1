// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/mirrors/folder_size.h"

#include <doctest/doctest.h>

#include <filesystem>

#include "tests/support/temp_dir.h"

namespace keyhound {
namespace {

TEST_CASE("A folder's size is that of all below it, links not followed") {
  const testing::TempDir folder;
  folder.write_file("a/b/c", std::string(300'000, 'x'));
  folder.write_file("d", std::string(100'000, 'x'));
  std::filesystem::create_directory_symlink("/usr", folder / "link");
  const std::uint64_t size = folder_size(folder.str());
  CHECK(size >= 400'000);
  CHECK(size < 500'000);
  CHECK(folder_size(folder / "none") == 0);
}

}  // namespace
}  // namespace keyhound
