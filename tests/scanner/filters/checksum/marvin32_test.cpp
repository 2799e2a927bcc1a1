// SPDX-License-Identifier: Apache-2.0
#include "scanner/filters/checksum/marvin32.h"

#include <doctest/doctest.h>

#include <string>

namespace keyhound {

TEST_CASE("Marvin32 agrees with the vectors of SymCrypt") {
  CHECK(marvin64("abc", 0xd53cd9cecd0893b7) == 0x22c74339492769bf);
  CHECK(marvin64("abcdefghijklmnopqrstuvwxyz", 0xddddeeeeffff000) == 0xa128eb7e7260aca2);
}

TEST_CASE("Marvin32 takes any length, and folds both halves") {
  constexpr std::uint64_t kSeed = 0x004fb61a001bdbcc;
  CHECK(marvin64("", kSeed) == 0x30ed35c100cd3c7d);
  CHECK(marvin64("\xAF", kSeed) == 0x48e73fc77d75ddc1);
  CHECK(marvin64("\xE7\x0F", kSeed) == 0xb5f6e1fc485dbff8);
  CHECK(marvin64("\x37\xF4\x95", kSeed) == 0xf0b07c789b8cf7e8);
  CHECK(marvin64("\x86\x42\xDC\x59", kSeed) == 0x7008f2e87e9cf556);
  CHECK(marvin32("\xAF", kSeed) == (0x48e73fc7U ^ 0x7d75ddc1U));
}

}  // namespace keyhound
