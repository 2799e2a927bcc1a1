// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/pack/checksum.h"

#include <doctest/doctest.h>

namespace keyhound::testing {

TEST_CASE("The checksum of an entry is the CRC-32 of zip and zlib") {
  CHECK(entry_crc("") == 0);
  CHECK(entry_crc("123456789") == 0xCBF43926);
}

}  // namespace keyhound::testing
