// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/report_inputs.h"

#include <doctest/doctest.h>

#include "tests/support/temp_dir.h"

namespace keyhound {

TEST_CASE("No report is an empty result; a file that is none is an error that names it") {
  const auto empty = read_reports({});
  REQUIRE(empty);
  CHECK(empty->findings.empty());
  const testing::TempDir dir;
  dir.write_file("r.json", "[]");
  const auto refused = read_reports({dir / "r.json"});
  REQUIRE_FALSE(refused);
  CHECK(refused.error().message.find("r.json") != std::string::npos);
  CHECK_FALSE(read_reports({dir / "none.json"}));
}

}  // namespace keyhound
