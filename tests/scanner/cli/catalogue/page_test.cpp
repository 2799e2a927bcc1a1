// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/catalogue/page.h"

#include <doctest/doctest.h>

#include "tests/support/temp_dir.h"

namespace keyhound::testing {

TEST_CASE("Pages are written into a folder that is made, and other files stay") {
  const TempDir dir;
  dir.write_file("a/other.txt", "mine");
  REQUIRE(write_pages(dir / "a/b", {{"x.md", "one"}, {"y.md", "two"}}));
  CHECK(dir.read_file("a/b/x.md") == "one");
  CHECK(dir.read_file("a/b/y.md") == "two");
  REQUIRE(write_pages(dir / "a", {{"x.md", "three"}}));
  CHECK(dir.read_file("a/other.txt") == "mine");
}

TEST_CASE("What is no folder is refused by its name") {
  const TempDir dir;
  dir.write_file("file", "x");
  const auto status = write_pages(dir / "file/below", {{"x.md", "one"}});
  REQUIRE_FALSE(status);
  CHECK((status.error().kind == ErrorKind::kUsage));
  CHECK(status.error().message.find("file/below") != std::string::npos);
}

}  // namespace keyhound::testing
