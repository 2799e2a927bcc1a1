// SPDX-License-Identifier: Apache-2.0
#include "scanner/verify/run/own_file.h"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "tests/support/temp_dir.h"

namespace keyhound::testing {

TEST_CASE("A file and its folders are made for their user alone") {
  const TempDir dir;
  const auto descriptor = open_own_file(dir / "a/b/file");
  REQUIRE(descriptor.has_value());
  ::close(*descriptor);
  namespace fs = std::filesystem;
  CHECK((fs::status(dir / "a/b/file").permissions() == fs::perms(0600)));
  CHECK((fs::status(dir / "a/b").permissions() == fs::perms(0700)));
}

TEST_CASE("What others could have written is not opened") {
  const TempDir dir;
  dir.write_file("file", "text");
  std::string path = dir / "file";
  SUBCASE("others may write it") { REQUIRE(::chmod(path.c_str(), 0620) == 0); }
  SUBCASE("a link") {
    path = dir / "link";
    std::filesystem::create_symlink(dir / "file", path);
  }
  SUBCASE("a directory") { path = dir.str(); }
  SUBCASE("a pipe") {
    path = dir / "pipe";
    REQUIRE(::mkfifo(path.c_str(), 0600) == 0);
  }
  const auto refused = open_own_file(path);
  REQUIRE_FALSE(refused.has_value());
  CHECK((refused.error().kind == ErrorKind::kConfiguration));
}

}  // namespace keyhound::testing
