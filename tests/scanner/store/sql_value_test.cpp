// SPDX-License-Identifier: Apache-2.0
#include "scanner/store/sql_value.h"

#include <doctest/doctest.h>

namespace keyhound {
namespace {

TEST_CASE("A text is stored as it is, but for NUL and what is no UTF-8") {
  CHECK(text_of(storable("plain")) == "plain");
  CHECK(text_of(storable("na\xC3\xAFve \x01")) == "na\xC3\xAFve \x01");
  CHECK(text_of(storable(std::string_view("a\0b", 3))) ==
        "a\xEF\xBF\xBD"
        "b");
  CHECK(text_of(storable("\xFF\xC3")) == "\xEF\xBF\xBD\xEF\xBF\xBD");
  CHECK(text_of(storable("")).empty());
}

TEST_CASE("Values of another type than asked for are 0 or empty") {
  CHECK(whole_number(SqlValue()) == 0);
  CHECK(whole_number(SqlValue(2.9)) == 2);
  CHECK(real_number(SqlValue(std::int64_t{3})) == 3.0);
  CHECK(text_of(SqlValue(std::int64_t{3})).empty());
  CHECK(std::holds_alternative<std::monostate>(storable_or_null("")));
  CHECK(text_of(storable_or_null("2026")) == "2026");
}

}  // namespace
}  // namespace keyhound
