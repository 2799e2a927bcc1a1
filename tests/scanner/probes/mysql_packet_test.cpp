// SPDX-License-Identifier: Apache-2.0
#include "scanner/probes/mysql/mysql_packet.h"

#include <doctest/doctest.h>

#include "tests/support/tokens.h"

namespace keyhound::testing {
namespace {

using std::string_literals::operator""s;

// The greeting of a MariaDB 10.11, as it sends it.
std::string greeting() {
  return "\x0a"
         "5.5.5-10.11.6-MariaDB\0"s +
         "\x08\0\0\0"s + "abcdefgh" + "\0"s + "\xfe\xff"s + "\x2d" + "\2\0"s + "\xff\x81"s +
         "\x15" + "\0\0\0\0\0\0\x1d\0\0\0"s + "ijklmnopqrst" + "\0"s + "mysql_native_password\0"s;
}

}  // namespace

TEST_CASE("The greeting of MySQL tells nonce, plugin and TLS") {
  const auto read = read_mysql_greeting(greeting());
  REQUIRE(read.has_value());
  CHECK(read->nonce == "abcdefghijklmnopqrst");
  CHECK(read->plugin == "mysql_native_password");
  CHECK(read->has_tls);
  std::string plain = greeting();
  plain[plain.find("\xfe\xff") + 1] = '\xf7';
  CHECK_FALSE(read_mysql_greeting(plain)->has_tls);
}

TEST_CASE("A greeting of MySQL that is cut has no nonce, or no plugin") {
  const std::string whole = greeting();
  const std::size_t nonce_end = whole.find("ijklmnopqrst") + 12;
  for (std::size_t size = 0; size < nonce_end; ++size) {
    CAPTURE(size);
    CHECK_FALSE(read_mysql_greeting(whole.substr(0, size)).has_value());
  }
  CHECK(read_mysql_greeting(whole.substr(0, nonce_end))->plugin.empty());
  CHECK_FALSE(read_mysql_greeting("\x09" + whole.substr(1)).has_value());
}

TEST_CASE("Proofs of a password are the hashes that the plugins document") {
  // By Python's hashlib, from the formulas of the manual.
  CHECK(hex(*mysql_proof("mysql_native_password", "password", "abcdefghijklmnopqrst")) ==
        "bfdd49584b917d42c758edd2a7a541f721843041");
  CHECK(hex(*mysql_proof("caching_sha2_password", "password", "abcdefghijklmnopqrst")) ==
        "6584c404bc44a3d014cacc4fc823edc02991a53d5ae825ea0f91c7a0f1f26653");
  CHECK_FALSE(mysql_proof("mysql_clear_password", "password", "abcdefghijklmnopqrst").has_value());
}

TEST_CASE("Answers to a login to MySQL are told apart") {
  using Kind = MysqlAnswer::Kind;
  CHECK(read_mysql_answer("\0\0\0\2\0\0\0"s).kind == Kind::kOk);
  const MysqlAnswer error = read_mysql_answer("\xff\x15\x04#28000Access denied"s);
  CHECK(error.kind == Kind::kError);
  CHECK(error.error == 1045);
  const MysqlAnswer other = read_mysql_answer(
      "\xfe"
      "caching_sha2_password\0abcdefghijklmnopqrst\0"s);
  CHECK(other.kind == Kind::kSwitch);
  CHECK(other.plugin == "caching_sha2_password");
  CHECK(other.data == "abcdefghijklmnopqrst");
  CHECK(read_mysql_answer("\1\4"s).data == "\4");
  CHECK(read_mysql_answer("\xff").kind == Kind::kOther);
  CHECK(read_mysql_answer("\xfe").kind == Kind::kOther);
  CHECK(read_mysql_answer("").kind == Kind::kOther);
}

TEST_CASE("Packets of MySQL are bounded") {
  CHECK(mysql_packet_size("\x05\0\0\1"s) == 5U);
  CHECK_FALSE(mysql_packet_size("\xff\xff\xff\0"s).has_value());
  CHECK_FALSE(mysql_packet_size("\0\0\0\0"s).has_value());
  CHECK_FALSE(mysql_packet_size("\x05").has_value());
  CHECK(mysql_packet("abc", 3) == "\3\0\0\3abc"s);
}

}  // namespace keyhound::testing
