// SPDX-License-Identifier: Apache-2.0
#include "scanner/probes/net/little_endian.h"

#include <doctest/doctest.h>

namespace keyhound::testing {

using std::string_literals::operator""s;

TEST_CASE("The least byte of a number comes first") {
  CHECK(little_endian(0x01020304, 4) == "\4\3\2\1");
  CHECK(little_endian(0x0102, 1) == "\2");
  CHECK(little_endian(1, 8) == "\1\0\0\0\0\0\0\0"s);
  CHECK(number_of_little_endian("\4\3\2\1") == 0x01020304);
  CHECK(number_of_little_endian("\xff\xff\xff\xff\xff\xff\xff\xff") == ~std::uint64_t{0});
  CHECK(number_of_little_endian("") == 0);
}

}  // namespace keyhound::testing
