// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/mirrors/cache_failure.h"

#include <doctest/doctest.h>

#include <cerrno>

namespace keyhound {
namespace {

TEST_CASE("A full disk is told from a folder that cannot be written") {
  CHECK(cache_failure("/c", ENOSPC).reason == "disk-full");
  CHECK(cache_failure("/c", EDQUOT).reason == "disk-full");
  CHECK(cache_failure("/c", EACCES).reason == "configuration");
  CHECK(cache_failure("/c", EACCES).message.starts_with("/c: Permission denied; "));
}

}  // namespace
}  // namespace keyhound
