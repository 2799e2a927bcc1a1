// SPDX-License-Identifier: Apache-2.0
#include "scanner/model/scan_result.h"

#include <doctest/doctest.h>

namespace keyhound {

TEST_CASE("A result is complete until a diagnostic says that something was not scanned") {
  ScanResult result;
  CHECK(result.complete());
  result.diagnostics.push_back({"partial-clone", "", "objects stay with the remote", false});
  CHECK(result.complete());
  result.diagnostics.push_back({"unreadable-file", "a", "permission denied", true});
  result.diagnostics.push_back({"shallow-clone", "", "older commits are not here", false});
  CHECK_FALSE(result.complete());
}

}  // namespace keyhound
