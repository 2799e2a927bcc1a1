// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/object_id.h"

#include <doctest/doctest.h>

namespace keyhound::testing {

TEST_CASE("An object id reads and writes SHA-1 and SHA-256 in hex") {
  for (const std::string& hex : {std::string(40, 'a'), std::string(64, '7')}) {
    const auto id = ObjectId::from_hex(hex);
    REQUIRE(id);
    CHECK(id->hex() == hex);
    CHECK(id->bytes().size() * 2 == hex.size());
  }
  CHECK(ObjectId::from_hex(std::string(40, 'A'))->hex() == std::string(40, 'a'));
}

TEST_CASE("Only whole ids of hex digits are object ids") {
  for (const std::string& text : {std::string(), std::string(39, 'a'), std::string(41, 'a'),
                                  std::string(40, 'g'), std::string(39, 'a') + " "}) {
    CAPTURE(text);
    CHECK_FALSE(ObjectId::from_hex(text));
  }
}

TEST_CASE("The default id and an id of zeros name no object") {
  CHECK(ObjectId().is_null());
  CHECK(ObjectId::from_hex(std::string(40, '0'))->is_null());
  CHECK_FALSE(ObjectId::from_hex(std::string(39, '0') + "1")->is_null());
}

TEST_CASE("Object ids are ordered as their hex forms") {
  const auto low = ObjectId::from_hex("0f" + std::string(38, '0'));
  const auto high = ObjectId::from_hex("f0" + std::string(38, '0'));
  CHECK(*low < *high);
  CHECK(std::hash<ObjectId>()(*low) != std::hash<ObjectId>()(*high));
}

}  // namespace keyhound::testing
