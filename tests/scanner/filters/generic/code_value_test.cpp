// SPDX-License-Identifier: Apache-2.0
#include "scanner/filters/generic/code_value.h"

#include <doctest/doctest.h>

#include <string>

namespace keyhound {
namespace {

bool is_code(const std::string& text, std::string_view word = "pass") {
  const std::size_t place = text.find(word);
  const auto found = read_assignment(text, place, place + word.size());
  REQUIRE(found);
  return is_code_or_nothing(text, *found);
}

}  // namespace

TEST_CASE("Variables and members of code, paths, versions and signs are no values") {
  for (const std::string text :
       {"p->pass = q->pass;", "pass = other;", "conn.pass = config.value;", "*pass = *other;",
        "pass = Config::kPass", "pass: /usr/src/app", "pass: 7.52.0", "pass = \"(3), \""}) {
    CAPTURE(text);
    CHECK(is_code(text));
  }
}

TEST_CASE("A name without a telling word names no credential") {
  CHECK(is_code("passed to 'somebody'", "pass"));
  CHECK_FALSE(is_code("pass is 'somebody'", "pass"));
}

TEST_CASE("Among control bytes there is no text, and so no assignment") {
  CHECK(is_code(std::string("\x01\x02 pass = \"other\"")));
  CHECK_FALSE(is_code("\x1b[1m\tpass = \"other\"\r\n"));
}

TEST_CASE("Values of configuration and text between quotes stay") {
  for (const std::string text : {"pass = other", "Server=a;pass=other;", "pass = \"other\";",
                                 "pass: a.b.c", "pass = 123456", "pass: /Ab3+/x"}) {
    CAPTURE(text);
    CHECK_FALSE(is_code(text));
  }
}

}  // namespace keyhound
