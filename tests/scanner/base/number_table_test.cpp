// SPDX-License-Identifier: Apache-2.0
#include "scanner/base/number_table.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace keyhound {

TEST_CASE("A table gives the numbers that were encoded") {
  const std::vector<std::uint32_t> numbers = {0, 1, 0x01020304, 0xFFFFFFFF};
  const std::string bytes = NumberTable::encode(numbers);
  CHECK(bytes.size() == 16);
  const NumberTable table(bytes);
  REQUIRE(table.size() == numbers.size());
  for (std::size_t i = 0; i < numbers.size(); ++i) CHECK(table[i] == numbers[i]);
}

TEST_CASE("Numbers divide a range when they ascend from its begin to its end") {
  const auto divides = [](std::vector<std::uint32_t> numbers) {
    const std::string bytes = NumberTable::encode(numbers);
    return NumberTable(bytes).divides(2, 9);
  };
  CHECK(divides({2, 5, 5, 9}));
  CHECK(divides({2, 9}));
  CHECK_FALSE(divides({}));
  CHECK_FALSE(divides({2, 8}));
  CHECK_FALSE(divides({1, 9}));
  CHECK_FALSE(divides({2, 9, 5, 9}));
  CHECK_FALSE(NumberTable("abc").divides(0, 0));
}

}  // namespace keyhound
