// SPDX-License-Identifier: Apache-2.0
#include "policies/language/cel_arena.h"

#include <doctest/doctest.h>

namespace keyhound {
namespace {

TEST_CASE("An arena owns copies, also beyond its first chunk") {
  CelArena arena;
  std::vector<std::string_view> copies;
  for (int i = 0; i < 2000; ++i) copies.push_back(arena.copy("text " + std::to_string(i)));
  for (int i = 0; i < 2000; ++i)
    REQUIRE(copies[static_cast<std::size_t>(i)] == "text " + std::to_string(i));
  CHECK(arena.copy("").empty());
  CHECK(!arena.is_exhausted());
}

TEST_CASE("What does not fit comes out empty and is remembered until the reset") {
  CelArena arena(100);
  CHECK(arena.copy(std::string(60, 'a')).size() == 60);
  CHECK(arena.copy(std::string(60, 'a')).empty());
  CHECK(arena.is_exhausted());
  CHECK(arena.values(5).empty());
  CHECK(arena.values(std::size_t{1} << 61U).empty());
  CHECK(arena.characters(~std::size_t{0}).empty());
  arena.reset();
  CHECK(!arena.is_exhausted());
  CHECK(arena.used() == 0);
  CHECK(arena.copy(std::string(60, 'a')).size() == 60);
}

TEST_CASE("Lists and maps of an arena hold what they were made from") {
  CelArena arena;
  const std::vector<std::string> texts = {"b", "a"};
  const auto list = arena.list_of(texts);
  REQUIRE(list.size() == 2);
  CHECK(list[0].as_text() == "b");
  const CelMapEntry entries[] = {
      {CelValue::text("b"), CelValue::integer(1)},
      {CelValue::text("a"), CelValue::integer(2)},
      {CelValue::text("b"), CelValue::integer(3)},
      {CelValue::null(), CelValue::integer(4)},
  };
  const auto map = arena.map_of(entries);
  REQUIRE(map.size() == 2);
  CHECK(map[0].key.as_text() == "a");
  CHECK(map[1].value.as_int() == 3);
}

}  // namespace
}  // namespace keyhound
