// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/scan_request.h"

#include <doctest/doctest.h>

namespace keyhound {

TEST_CASE("Every mode has the name that results are of") {
  CHECK(kind_name(ScanMode::kEverything) == "history");
  CHECK(kind_name(ScanMode::kHistoryOnly) == "history");
  CHECK(kind_name(ScanMode::kTreeOnly) == "tree");
  CHECK(kind_name(ScanMode::kStaged) == "staged");
  CHECK(kind_name(ScanMode::kRange) == "range");
  CHECK(kind_name(ScanMode::kSince) == "range");
  CHECK(kind_name(ScanMode::kCommit) == "tree");
  CHECK(kind_name(ScanMode::kStdin) == "stdin");
}

}  // namespace keyhound
