// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/pack/name_table.h"

#include <doctest/doctest.h>

namespace keyhound::testing {

TEST_CASE("A name keeps its number and its bytes, whatever else is numbered") {
  NameTable table;
  std::vector<std::string> names = {"", std::string("a\0b", 3), "a", "12345678", "123456789"};
  for (int i = 0; i < 5000; ++i) names.push_back("name " + std::to_string(i));
  for (std::uint32_t i = 0; i < names.size(); ++i) REQUIRE(table.intern(names[i]) == i);
  REQUIRE(table.size() == names.size());
  for (std::uint32_t i = 0; i < names.size(); ++i) {
    CHECK(table.intern(names[i]) == i);
    CHECK(table.name(i) == names[i]);
  }
}

TEST_CASE("A full table takes no further name, and still knows those that it has") {
  NameTable few(2);
  CHECK(few.intern("a") == 0);
  CHECK(few.intern("b") == 1);
  CHECK(few.intern("c") == NameTable::kNone);
  CHECK(few.intern("b") == 1);
  NameTable small(10, 4);
  CHECK(small.intern("abc") == 0);
  CHECK(small.intern("de") == NameTable::kNone);
  CHECK(small.intern("f") == 1);
}

}  // namespace keyhound::testing
