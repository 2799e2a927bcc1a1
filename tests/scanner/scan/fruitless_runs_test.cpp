// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/fruitless_runs.h"

#include <doctest/doctest.h>

#include <string>

namespace keyhound {

TEST_CASE("A run that was kept is known by all its bytes") {
  FruitlessRuns runs;
  const std::string name = "AdditionalLibraryDirectories";
  CHECK_FALSE(runs.holds(name));
  runs.keep(name);
  CHECK(runs.holds(name));
  for (std::size_t i = 0; i < name.size(); ++i) {
    std::string other = name;
    other[i] = '9';
    CHECK_FALSE(runs.holds(other));
  }
  CHECK_FALSE(runs.holds(name + "x"));
  CHECK_FALSE(runs.holds(name.substr(1)));
}

TEST_CASE("Of many runs some are known, and none that was not kept") {
  FruitlessRuns runs;
  for (int i = 0; i < 5000; ++i) runs.keep("some_identifier_of_code_" + std::to_string(i));
  int known = 0;
  for (int i = 0; i < 5000; ++i)
    known += runs.holds("some_identifier_of_code_" + std::to_string(i)) ? 1 : 0;
  CHECK(known > 200);
  for (int i = 5000; i < 10000; ++i)
    CHECK_FALSE(runs.holds("some_identifier_of_code_" + std::to_string(i)));
}

TEST_CASE("The shortest and the longest are kept, and longer ones are not") {
  FruitlessRuns runs;
  for (const std::size_t size :
       {std::size_t{1}, std::size_t{7}, std::size_t{8}, FruitlessRuns::kMaxBytes}) {
    runs.keep(std::string(size, 'x'));
    CHECK(runs.holds(std::string(size, 'x')));
  }
  const std::string longer(FruitlessRuns::kMaxBytes + 1, 'x');
  runs.keep(longer);
  CHECK_FALSE(runs.holds(longer));
}

}  // namespace keyhound
