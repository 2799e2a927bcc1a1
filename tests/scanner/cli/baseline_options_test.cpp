// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/baseline_options.h"

#include <doctest/doctest.h>

#include <filesystem>

#include "tests/support/temp_dir.h"

namespace keyhound {
namespace {

namespace fs = std::filesystem;

bool is_file(const std::string& path, const testing::TempDir& dir) {
  std::error_code error;
  return fs::equivalent(path, dir / ".keyhound-baseline", error);
}

}  // namespace

TEST_CASE("A baseline is looked for in the target, then at the root of the repository around it") {
  const testing::TempDir dir;
  dir.write_file(".git/config", "");
  dir.write_file("sub/deep/a.txt", "");
  CHECK(find_baseline(dir.str()).empty());
  CHECK(fs::path(baseline_place(dir / "sub")).filename() == ".keyhound-baseline");
  dir.write_file(".keyhound-baseline", "");
  CHECK(is_file(find_baseline(dir.str()), dir));
  CHECK(is_file(find_baseline(dir / "sub/deep"), dir));
  CHECK(is_file(find_baseline(dir / "sub/deep/a.txt"), dir));
  CHECK(is_file(baseline_place(dir / "sub"), dir));
  dir.write_file("sub/.keyhound-baseline", "");
  CHECK(find_baseline(dir / "sub") == dir / "sub/.keyhound-baseline");
}

TEST_CASE("Outside of a repository only the directory itself counts") {
  const testing::TempDir dir;
  dir.write_file(".keyhound-baseline", "");
  dir.write_file("sub/a.txt", "");
  CHECK(find_baseline(dir / "sub").empty());
  CHECK(baseline_place(dir / "sub") == dir / "sub/.keyhound-baseline");
}

TEST_CASE("A link that leads nowhere is a baseline that cannot be read, not none") {
  const testing::TempDir dir;
  fs::create_symlink("nowhere", dir / ".keyhound-baseline");
  CHECK_FALSE(find_baseline(dir.str()).empty());
}

}  // namespace keyhound
