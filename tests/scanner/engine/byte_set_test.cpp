// SPDX-License-Identifier: Apache-2.0
#include "scanner/engine/byte_set.h"

#include <doctest/doctest.h>

#include <initializer_list>
#include <ostream>

namespace keyhound {
namespace {

ByteSet one(unsigned char byte) { return byte_range(byte, byte); }

TEST_CASE("Folding adds the other case of letters, ASCII and Latin-1, and of nothing else") {
  CHECK(fold_case(one('a')) == (one('a') | one('A')));
  CHECK(fold_case(one(0xC9)) == (one(0xC9) | one(0xE9)));
  for (const unsigned char alone :
       std::initializer_list<unsigned char>{'1', '@', '[', '_', 0xD7, 0xF7, 0xDF, 0xFF, 0xB5}) {
    CAPTURE(static_cast<int>(alone));
    CHECK(fold_case(one(alone)) == one(alone));
  }
}

TEST_CASE("Seldom bytes count more bits than frequent ones, and every byte none") {
  CHECK(bits_of(~ByteSet()) == 0);
  CHECK(bits_of(one('Q')) > bits_of(one('e')));
  CHECK(bits_of(byte_range('a', 'z')) < bits_of(byte_range('a', 'f')));
}

}  // namespace
}  // namespace keyhound
