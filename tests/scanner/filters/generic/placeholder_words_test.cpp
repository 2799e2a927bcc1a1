// SPDX-License-Identifier: Apache-2.0
#include "scanner/filters/generic/placeholder_words.h"

#include <doctest/doctest.h>

namespace keyhound {

TEST_CASE("Words that stand for a secret are counted, and known when nothing else is there") {
  CHECK(read_placeholder("changeme", "password").is_whole);
  CHECK(read_placeholder("your-api-key", "x").words >= 2);
  CHECK(read_placeholder("my_secret_123", "x").is_whole);
  CHECK_FALSE(read_placeholder("mysecretgarden", "x").is_whole);
  CHECK(read_placeholder("kq8Zt2", "x").words == 0);
}

TEST_CASE("A value that is a field's name, or repeats its own name, is known") {
  CHECK(read_placeholder("password", "type").is_field_name);
  CHECK_FALSE(read_placeholder("passwords", "type").is_field_name);
  CHECK(read_placeholder("db_password", "DB_PASSWORD").shares_with_name);
  CHECK_FALSE(read_placeholder("winter", "DB_PASSWORD").shares_with_name);
}

}  // namespace keyhound
