// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/definition_files.h"

#include <doctest/doctest.h>

#include "scanner/scan/scan_output.h"
#include "tests/scanner/scan/scan_fixture.h"
#include "tests/support/temp_dir.h"

namespace keyhound {

TEST_CASE("What stands where definitions do and cannot be read is answered, by its shown path") {
  const ScanFixture fixture;
  const testing::TempDir dir;
  const std::string folder = "deploy/.github/workflows/";
  dir.write_file(folder + "a.yml", "on: push\njobs: {}\n");
  ScanRequest request;
  ScanOutput output(fixture.context());
  const auto unread =
      read_definition_files(request, dir / "deploy", dir.str(),
                            {".github/workflows/a.yml", ".github/workflows/gone.yml",
                             ".github/workflows/also.yml", "no-definition.txt"},
                            output);
  REQUIRE(output.definitions.size() == 1);
  CHECK(output.definitions[0].path == ".github/workflows/a.yml");
  REQUIRE(unread.size() == 2);
  CHECK(unread[0].subject == ".github/workflows/also.yml");
  CHECK(unread[1].subject == ".github/workflows/gone.yml");
  CHECK(unread[1].kind == "unreadable-file");
  CHECK(unread[1].incomplete);
  CHECK(output.diagnostics.empty());
}

}  // namespace keyhound
