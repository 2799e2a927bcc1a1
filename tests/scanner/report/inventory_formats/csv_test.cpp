// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "tests/scanner/report/inventory_fixture.h"

namespace keyhound {
namespace {

using testing::reference;
using testing::rendered;

TEST_CASE("A cell that a spreadsheet would run is quoted as text") {
  Reference evil = reference("KEY");
  evil.job = "=cmd()";
  CHECK(rendered("csv", inventory_of({evil})).find("\"'=cmd()\"") != std::string::npos);
}

}  // namespace
}  // namespace keyhound
