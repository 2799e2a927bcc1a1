// SPDX-License-Identifier: Apache-2.0
#include "scanner/migration/exclude_file.h"

#include <doctest/doctest.h>

namespace keyhound {

TEST_CASE("A file of excluded paths is one allowlist; comments and empty lines say nothing") {
  const auto check = [](std::string_view regex) -> Status {
    if (regex != "(") return {};
    return fail(ErrorKind::kConfiguration, "missing )");
  };
  const ForeignWaivers read =
      read_exclude_file("# vendored\r\n\nvendor/\r\n  # more\n(\n\\.lock$", "ex.txt", check);
  REQUIRE(read.allowlists.size() == 1);
  CHECK(read.allowlists.front().paths == std::vector<std::string>{"vendor/", "\\.lock$"});
  REQUIRE(read.notes.size() == 1);
  CHECK(read.notes.front().place == "ex.txt:5");
  CHECK(read_exclude_file("# nothing\n", "ex.txt", check).allowlists.empty());
}

}  // namespace keyhound
