// SPDX-License-Identifier: Apache-2.0
#include "scanner/process/program_path.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include "tests/support/temp_dir.h"

namespace keyhound {
namespace {

TEST_CASE("A program is the first executable file of its name in absolute folders of the path") {
  const testing::TempDir folder;
  folder.write_file("a/tool", "").write_file("b/tool", "").make_directory("c/tool");
  ::chmod((folder / "b/tool").c_str(), 0755);
  const std::string path =
      "relative:" + (folder / "c") + "::" + (folder / "a") + ":" + (folder / "b");
  CHECK(program_path("tool", path).value() == folder / "b/tool");
  CHECK(program_path("./tool", path).value() == "./tool");
  CHECK(program_path("/x/tool", "").value() == "/x/tool");
  for (const char* const none : {"", ".:", "relative"}) {
    const auto missing = program_path("tool", none);
    REQUIRE_FALSE(missing);
    CHECK(missing.error().kind == ErrorKind::kNotFound);
  }
  CHECK_FALSE(program_path("", path));
}

}  // namespace
}  // namespace keyhound
