// SPDX-License-Identifier: Apache-2.0
#include "scanner/dashboard/model/board_rows.h"

#include <doctest/doctest.h>

using namespace keyhound;

TEST_CASE("Cells are read from left to right, and what is no time is none") {
  const SqlRow row = {std::string("a"),
                      std::int64_t{-3},
                      std::string("2026-11-30T09:00:00Z"),
                      std::monostate(),
                      std::string("yesterday"),
                      std::int64_t{9},
                      std::int64_t{1},
                      1.5};
  BoardCells cells(row);
  CHECK(cells.text() == "a");
  CHECK(cells.count() == 0);
  CHECK(cells.time() == BoardTime(parse_timestamp("2026-11-30T09:00:00Z").value()));
  CHECK_FALSE(cells.time());
  CHECK_FALSE(cells.time());
  CHECK(cells.rank() == 4);
  CHECK(cells.flag());
  CHECK(cells.real() == 1.5);
}
