// SPDX-License-Identifier: Apache-2.0
#include "scanner/filters/placeholder_value.h"

#include <doctest/doctest.h>

#include <string>

#include "tests/support/tokens.h"

namespace keyhound {

TEST_CASE("Fillers are tokens of few characters, of a sequence, or with a word that says so") {
  const std::string body = testing::alphanumerics(1, 30);
  for (const std::string& token :
       {std::string(), std::string("ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"),
        std::string("ghp_") + std::string(36, '0'), std::string("AKIA") + "1212121212121212",
        std::string("tok_abcdefghijkl"), std::string("key_345678901234"), "ghp_EXAMPLE" + body,
        "ghp_" + body + "Placeholder", "sk_REDACTED" + body, "your-" + body, "YOUR_" + body,
        "ChangeMe" + body, body + "XxXxXx"}) {
    CAPTURE(token);
    CHECK(is_filler_token(token));
  }
}

TEST_CASE("Random tokens are no fillers, and neither are those with a short run") {
  for (unsigned n = 0; n < 500; ++n) {
    CAPTURE(n);
    CHECK_FALSE(is_filler_token("ghp_" + testing::alphanumerics(n, 36)));
    CHECK_FALSE(is_filler_token(testing::random_text(n, 32, "0123456789abcdef")));
  }
  const std::string body = testing::alphanumerics(1, 30);
  CHECK_FALSE(is_filler_token(body + "abcdefghijk"));  // 11 in a row
  CHECK(is_filler_token(body + "abcdefghijkl"));
  CHECK_FALSE(is_filler_token(body + "exampl" + body + "xxxxx"));
}

TEST_CASE("Digits run on from 9 to 0, letters do not run on from z") {
  const std::string body = testing::random_text(3, 30, "QWERTUIOPASD");
  CHECK(is_filler_token(body + "789012345678"));
  CHECK_FALSE(is_filler_token(body + "uvwxyzabcdef"));
}

TEST_CASE("References and field names stand in a password's place and are none") {
  for (const std::string value : {"",
                                  "x",
                                  "aaaa",
                                  "********",
                                  "${DB_PASSWORD}",
                                  "${X:-y}",
                                  "$(cat f)",
                                  "$PASSWORD",
                                  "$1",
                                  "{{ vault_password }}",
                                  "<password>",
                                  "<your pass>",
                                  "%(password)s",
                                  "%PASSWORD%",
                                  "#{password}",
                                  "@{password}",
                                  "%{password}",
                                  "{password}",
                                  "[password]",
                                  "%s",
                                  "%v",
                                  "...",
                                  "...etc",
                                  "pre-${SUFFIX}",
                                  "a{{b}}",
                                  "password",
                                  "PASSWORD",
                                  "Secret",
                                  "changeme",
                                  "yourpassword",
                                  "foo"}) {
    CAPTURE(value);
    CHECK(is_password_reference(value));
  }
}

TEST_CASE("Passwords that people choose are passwords") {
  for (const std::string value : {"hunter2", "password1", "P@ssw0rd!", "secret-2026", "tr0ub4dor&3",
                                  "pa$$word", "a$b", "100%", "%50", "<3kittens", "{half", "half}",
                                  "[half", "correct horse battery", "s", "ab"}) {
    CAPTURE(value);
    CHECK(is_password_reference(value) == (std::string(value) == "s"));
  }
}

TEST_CASE("A dollar sign makes a reference only of what a variable could be called") {
  for (const char* reference : {"$PASSWORD", "$DB_PASS2", "$password"}) {
    CAPTURE(std::string(reference));
    CHECK(is_password_reference(reference));
  }
  for (const char* password : {"$ecret123", "$Summer2024", "$wordF1sh"}) {
    CAPTURE(std::string(password));
    CHECK_FALSE(is_password_reference(password));
  }
}

TEST_CASE("What keyhound shows of a secret is none, and nothing hides behind its form") {
  for (const char* shown : {"ghp_…(40)", "…(16)", "gcp-…(23)"}) {
    CAPTURE(std::string(shown));
    CHECK(is_redacted_form(shown));
    CHECK(is_filler_token(shown));
    CHECK(is_password_reference(shown));
  }
  for (const char* other : {"correct-horse-battery…(9)", "…(16)x", "…()", "…(1a)", "ghp_...(40)"}) {
    CAPTURE(std::string(other));
    CHECK_FALSE(is_redacted_form(other));
  }
}

}  // namespace keyhound
