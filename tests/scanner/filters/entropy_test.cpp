// SPDX-License-Identifier: Apache-2.0
#include "scanner/filters/entropy.h"

#include <doctest/doctest.h>

#include <string>

#include "tests/support/tokens.h"

namespace keyhound {

TEST_CASE("The entropy of a text is that of its bytes' frequencies") {
  struct Row {
    std::string text;
    double bits;
  };
  std::string every_byte;
  for (int i = 0; i < 256; ++i) every_byte += static_cast<char>(i);
  for (const Row& row : std::initializer_list<Row>{{"", 0},
                                                   {"a", 0},
                                                   {"aaaaaaaa", 0},
                                                   {"ab", 1},
                                                   {"abab", 1},
                                                   {"aaab", 0.8112781},
                                                   {"abcd", 2},
                                                   {"0123456789abcdef", 4},
                                                   {every_byte, 8}}) {
    CAPTURE(row.text);
    CHECK(shannon_entropy(row.text) == doctest::Approx(row.bits));
  }
}

TEST_CASE("The order of characters does not count, and random text has more than words") {
  CHECK(shannon_entropy("aabbcc") == doctest::Approx(shannon_entropy("abcabc")));
  CHECK(shannon_entropy(testing::alphanumerics(1, 40)) > 4);
  CHECK(shannon_entropy("please_enter_your_secret_token_here_now!") < 4);
}

}  // namespace keyhound
