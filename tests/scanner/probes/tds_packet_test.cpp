// SPDX-License-Identifier: Apache-2.0
#include "scanner/probes/sqlserver/tds_packet.h"

#include <doctest/doctest.h>

#include "tests/scanner/probes/fake_sqlserver.h"

namespace keyhound::testing {
namespace {

using std::string_literals::operator""s;

std::string wide(const std::string& text) {
  std::string bytes;
  for (const char c : text) bytes += std::string{c, '\0'};
  return bytes;
}

// The text that a login has at this place of its table.
std::string text_at(const std::string& login, std::size_t place) {
  const std::size_t at = number_of_little_endian(login.substr(place, 2));
  return login.substr(at, 2 * number_of_little_endian(login.substr(place + 2, 2)));
}

}  // namespace

TEST_CASE("Packets of SQL Server have heads, and messages as many packets as they need") {
  CHECK(tds_message(TdsKind::kPrelogin, "abc") == "\x12\1\0\x0b\0\0\1\0"s + "abc");
  const std::string two = tds_message(TdsKind::kLogin, std::string(4089, 'x'));
  CHECK(two.starts_with("\x10\0\x10\0\0\0\1\0x"s));
  CHECK(two.substr(4096) == "\x10\1\0\x09\0\0\2\0x"s);
  CHECK(tds_message(TdsKind::kPrelogin, "") == "\x12\1\0\x08\0\0\1\0"s);

  const auto head = read_tds_head("\4\1\x10\0\0\x34\1\0"s);
  REQUIRE(head.has_value());
  CHECK(head->kind == TdsKind::kAnswer);
  CHECK(head->is_last);
  CHECK(head->rest == 4088);
  CHECK_FALSE(read_tds_head("\4\0\0\x09\0\0\1\0"s)->is_last);
  CHECK_FALSE(read_tds_head("\4\1\0\x08\0\0\1\0"s).has_value());    // nothing in it
  CHECK_FALSE(read_tds_head("\x10\1\0\x09\0\0\1\0"s).has_value());  // a login
  CHECK_FALSE(read_tds_head("\4\1\0"s).has_value());
}

TEST_CASE("Client and server of SQL Server agree upon TLS first") {
  CHECK(tds_prelogin() == "\0\0\x0b\0\6\1\0\x11\0\1\xff\0\0\0\0\0\0\1"s);
  CHECK(takes_tds_tls(tds_prelogin()) == true);
  const std::string answer = "\0\0\x0b\0\6\1\0\x11\0\1\xff\x10\0\7\xd0\0\0"s;
  CHECK(takes_tds_tls(answer + "\3"s) == true);
  CHECK(takes_tds_tls(answer + "\0"s) == false);
  CHECK(takes_tds_tls(answer + "\2"s) == false);
  CHECK_FALSE(takes_tds_tls(answer).has_value());  // the value is not there
  CHECK_FALSE(takes_tds_tls("\0\0\x0b\0\6\xff"s).has_value());
  CHECK_FALSE(takes_tds_tls("\1\0\6\0\2\xff\1\1"s).has_value());
  CHECK_FALSE(takes_tds_tls("\1\0\6"s).has_value());
  CHECK_FALSE(takes_tds_tls("").has_value());
}

TEST_CASE("A login to SQL Server holds its texts as UTF-16, and tells nothing of this machine") {
  const auto login = tds_login({"app", "a\xc3\xa4", "db.acme.test", "shop"});
  REQUIRE(login.has_value());
  CHECK(number_of_little_endian(login->substr(0, 4)) == login->size());
  CHECK(login->substr(4, 4) == "\4\0\0\x74"s);
  CHECK(text_at(*login, 36) == wide("keyhound"));
  CHECK(text_at(*login, 40) == wide("app"));
  // 61 00 e4 00, halves of each byte changed and crossed with a5.
  CHECK(text_at(*login, 44) == "\xb3\xa5\xeb\xa5");
  CHECK(text_at(*login, 52) == wide("db.acme.test"));
  CHECK(text_at(*login, 68) == wide("shop"));
  CHECK(login->substr(72, 6) == std::string(6, '\0'));
  CHECK(text_at(*tds_login({"\xf0\x9f\x98\x80", "x", "h", ""}), 40) == "\x3d\xd8\x00\xde"s);
  CHECK_FALSE(tds_login({"app", "\xff", "h", ""}).has_value());
  CHECK_FALSE(tds_login({"app", std::string(129, 'x'), "h", ""}).has_value());
  CHECK(tds_login({"app", std::string(128, 'x'), "h", ""}).has_value());
}

TEST_CASE("Tokens of an answer to a login are read, and damaged ones are none") {
  const std::string change = tds_token('\xe3', "\1\6m\0a\0s\0t\0e\0r\0\0"s);
  const auto let_in =
      read_tds_answer(change + tds_token('\xab', "some text") + tds_let_in() + tds_done());
  REQUIRE(let_in.has_value());
  CHECK(let_in->is_let_in);
  CHECK_FALSE(let_in->is_sent_on);
  CHECK(let_in->errors.empty());
  const auto sent_on = read_tds_answer(tds_let_in() + tds_token('\xe3', "\x14\5\0\0\x99\x05\0\0"s));
  REQUIRE(sent_on.has_value());
  CHECK(sent_on->is_sent_on);
  const auto refused = read_tds_answer(tds_error(4060) + tds_error(18456) + tds_done());
  REQUIRE(refused.has_value());
  CHECK(refused->errors == std::vector<std::int32_t>{4060, 18456});
  CHECK_FALSE(refused->is_let_in);

  const std::string whole = tds_error(18456) + tds_done();
  for (std::size_t size = 1; size < whole.size(); ++size) {
    if (size == tds_error(18456).size()) continue;
    CHECK_FALSE(read_tds_answer(std::string_view(whole).substr(0, size)).has_value());
  }
  CHECK_FALSE(read_tds_answer("\xaa\3\0abc"s).has_value());  // an error without a number
  CHECK_FALSE(read_tds_answer("\x81\0\0").has_value());      // columns
  std::string many;
  for (int i = 0; i < 300; ++i) many += tds_done();
  CHECK_FALSE(read_tds_answer(many).has_value());
}

}  // namespace keyhound::testing
