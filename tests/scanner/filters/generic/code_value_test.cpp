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
  for (const std::string text : {"p->pass = q->pass;", "pass = other;", "conn.pass = config.value;",
                                 "*pass = *other;", "pass = Config::kPass", "pass: /usr/src/app",
                                 "pass: 7.52.0", "pass = \"(3), \"", "<pass>, and other parts"}) {
    CAPTURE(text);
    CHECK(is_code(text));
  }
}

TEST_CASE("A name without a telling word names no credential") {
  CHECK(is_code("passed to 'somebody'", "pass"));
  CHECK_FALSE(is_code("pass is 'somebody'", "pass"));
}

TEST_CASE("The name of a way to authenticate is no credential") {
  CHECK(is_code("auth=\"NTLM\";", "auth"));
  CHECK(is_code("smtp://user;AUTH=EXTERNAL@host", "AUTH"));
  CHECK(is_code("Authorization: Negotiate abc", "Authorization"));
  CHECK_FALSE(is_code("auth=\"NTLM9\";", "auth"));
}

TEST_CASE("A pin is a number of 4 to 8 digits") {
  CHECK_FALSE(is_code("admin_pin: \"26713\"", "pin"));
  CHECK(is_code("led_pin = 13;", "pin"));
  CHECK(is_code("pin: GPIO14", "pin"));
}

TEST_CASE("What a regex takes for a value may be an option, a file or the rest of an URL") {
  const auto is_code_at = [](const std::string& text, std::string_view value) {
    const std::size_t place = text.rfind(value);
    return is_code_or_nothing(text, describe_value(text, place, place + value.size()));
  };
  CHECK(is_code_at("basic authentication", "authentication"));
  CHECK(is_code_at("user:secret --aws-sigv4", "--aws-sigv4"));
  CHECK(is_code_at("token=secret HTTP/1.1", "HTTP/1.1"));
  CHECK(is_code_at("KEYPASSWD.3 KRBLEVEL.3", "KRBLEVEL.3"));
  CHECK(is_code_at("-a http,https://example", "//example"));
  CHECK(is_code_at("#define BAD_PASSWORD 251756922", "251756922"));
  CHECK_FALSE(is_code_at("router password 251756922", "251756922"));
  CHECK_FALSE(is_code_at("password a1b2/c3", "a1b2/c3"));
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
