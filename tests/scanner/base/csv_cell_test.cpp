// SPDX-License-Identifier: Apache-2.0
#include "scanner/base/csv_cell.h"

#include <doctest/doctest.h>

namespace keyhound {

TEST_CASE("A cell is quoted, and what a spreadsheet would run is text") {
  CHECK(csv_cell("a") == "\"a\"");
  CHECK(csv_cell("") == "\"\"");
  CHECK(csv_cell("say \"no\", now") == "\"say \"\"no\"\", now\"");
  for (const char* formula : {"=1+1", "+1", "-1", "@sum", "\t=1", "\r=1"}) {
    CAPTURE(formula);
    CHECK(csv_cell(formula) == "\"'" + std::string(formula) + "\"");
  }
  CHECK(csv_cell("a=1") == "\"a=1\"");
}

}  // namespace keyhound
