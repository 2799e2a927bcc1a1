// SPDX-License-Identifier: Apache-2.0
#include "scanner/filters/generic/value_traits.h"

#include <doctest/doctest.h>

#include <string>

#include "tests/support/tokens.h"

namespace keyhound {

TEST_CASE("Shapes of values are told apart") {
  CHECK(read_value_traits("0123456789abcdef").is_hex);
  CHECK_FALSE(read_value_traits("0123456789abcdeg").is_hex);
  CHECK(read_value_traits("12345678-1234-abcd-8765-123456789abc").is_uuid);
  CHECK_FALSE(read_value_traits("12345678-1234-abcd-8765-123456789ab").is_uuid);
  CHECK(read_value_traits("Ab3+/w==").is_base64);
  CHECK(read_value_traits("ABCD2345").is_base32);
  CHECK(read_value_traits("some_variable").is_identifier);
  CHECK(read_value_traits("self.password").is_dotted);
  CHECK(read_value_traits("my-secret-name").is_kebab);
  CHECK(read_value_traits("/etc/ssl/key").is_path);
  CHECK(read_value_traits("https://host/x").is_url);
  CHECK(read_value_traits("ana@example.org").is_email);
  CHECK(read_value_traits("the password is required").is_sentence);
  CHECK(read_value_traits("getPassword()").has_call);
  CHECK(read_value_traits("server.pem").has_extension);
  CHECK(read_value_traits("20.5").is_number);
}

TEST_CASE("Random text lies near the entropy of its alphabet, repetition far below") {
  CHECK(read_value_traits(testing::alphanumerics(1, 40)).entropy_gap < 0.6F);
  CHECK(read_value_traits("aaaaaaaaaabbbbbbbbbb1A").entropy_gap > 1.5F);
}

TEST_CASE("Runs, sequences and walks on the keyboard are measured") {
  CHECK(read_value_traits("xaaaab").longest_run == 4);
  CHECK(read_value_traits("x12345").longest_sequence == 5);
  CHECK(read_value_traits("x54321").longest_sequence == 5);
  CHECK(read_value_traits("qwerty9").longest_walk == 6);
}

TEST_CASE("An empty value and a very long one are read") {
  CHECK(read_value_traits("").length == 0);
  CHECK(read_value_traits(std::string(1000000, 'q')).longest_run == 160);
}

}  // namespace keyhound
