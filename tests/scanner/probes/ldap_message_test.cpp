// SPDX-License-Identifier: Apache-2.0
#include "scanner/probes/ldap/ldap_message.h"

#include <doctest/doctest.h>

namespace keyhound::testing {

using std::string_literals::operator""s;

TEST_CASE("A bind is written as RFC 4511 has it") {
  const std::string bind = ldap_bind_request(2, "cn=app", "pw");
  const std::string control = "\xa0\x1d\x30\x1b\x04\x19" + "1.3.6.1.4.1.42.2.27.8.5.1"s;
  CHECK(bind ==
        "\x30\x33\x02\x01\x02\x60\x0f\x02\x01\x03\x04\x06"s + "cn=app" + "\x80\x02pw" + control);
  CHECK(ldap_unbind_request(3) == "\x30\x05\x02\x01\x03\x42\0"s);
  CHECK(ldap_tls_request(1) == "\x30\x1d\x02\x01\x01\x77\x18\x80\x16" + "1.3.6.1.4.1.1466.20037"s);
  // A length of more than a byte.
  CHECK(ldap_bind_request(2, "cn=app", std::string(300, 'x')).find("\x80\x84\0\0\x01\x2cxxx"s) !=
        std::string::npos);
}

TEST_CASE("Answers of LDAP are read in short and long form, with what the policy says") {
  const std::string refusal = "\x02\x01\x02\x61\x09\x0a\x01\x31\x04\0\x04\x02no"s;
  const auto short_one = read_ldap_answer(refusal);
  REQUIRE(short_one.has_value());
  CHECK(short_one->number == 2);
  CHECK(short_one->kind == LdapAnswerKind::kBind);
  CHECK(short_one->result == 49);
  CHECK(short_one->message == "no");
  CHECK_FALSE(short_one->policy_error.has_value());

  const std::string policy =
      "\x30\x26\x04\x19"
      "1.3.6.1.4.1.42.2.27.8.5.1"s;
  const std::string bind = "\x02\x01\x02\x61\x84\0\0\0\x07\x0a\x01\x31\x04\0\x04\0"s;
  const auto locked = read_ldap_answer(bind + "\xa0\x22\x30\x20" + policy.substr(2) +
                                       "\x04\x03\x30\x03\x81\x01\x01"s);
  REQUIRE(locked.has_value());
  CHECK_FALSE(locked->policy_error.has_value());  // a sequence that is longer than its value
  const auto told = read_ldap_answer(bind + "\xa0\x24\x30\x22" + policy.substr(2) +
                                     "\x04\x05\x30\x03\x81\x01\x01"s);
  REQUIRE(told.has_value());
  CHECK(told->policy_error == 1);
  const auto critical = read_ldap_answer(bind + "\xa0\x2a\x30\x28" + policy.substr(2) +
                                         "\x01\x01\xff\x04\x08\x30\x06\xa0\x01\x05\x81\x01\0"s);
  REQUIRE(critical.has_value());
  CHECK(critical->policy_error == 0);
}

TEST_CASE("Damaged messages of LDAP are none") {
  CHECK(ldap_length_bytes("\x30\x7f") == 0U);
  CHECK(ldap_length_bytes("\x30\x84") == 4U);
  CHECK_FALSE(ldap_length_bytes("\x30\x80").has_value());  // without an end
  CHECK_FALSE(ldap_length_bytes("\x30\x85").has_value());
  CHECK_FALSE(ldap_length_bytes("\x31\x05").has_value());
  CHECK(ldap_rest("\x30\x82\x01\x02") == 258U);
  CHECK_FALSE(ldap_rest("\x30\x84\x7f\xff\xff\xff").has_value());
  CHECK_FALSE(ldap_rest("\x30\0"s).has_value());
  CHECK_FALSE(ldap_rest("\x30\x82\x01").has_value());
  const std::string whole = "\x02\x01\x02\x61\x09\x0a\x01\x31\x04\0\x04\x02no"s;
  for (std::size_t size = 0; size < whole.size(); ++size)
    CHECK_FALSE(read_ldap_answer(std::string_view(whole).substr(0, size)).has_value());
  CHECK_FALSE(read_ldap_answer("\x02\x01\xff\x61\x07\x0a\x01\x31\x04\0\x04\0"s).has_value());
  CHECK_FALSE(read_ldap_answer("\x02\x01\x02\x65\x07\x0a\x01\0\x04\0\x04\0"s).has_value());
}

}  // namespace keyhound::testing
