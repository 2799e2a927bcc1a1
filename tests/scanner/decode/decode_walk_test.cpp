// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <functional>
#include <random>
#include <string>
#include <vector>

#include "tests/scanner/decode/decoded_texts.h"
#include "tests/support/encoders.h"

namespace keyhound {
namespace {

using namespace testing;

std::string random_text(std::mt19937& random, std::size_t size) {
  std::string text;
  while (text.size() < size) text += static_cast<char>(' ' + random() % 95);
  return text;
}

}  // namespace

TEST_CASE("Decoding gives back what was encoded") {
  struct Row {
    std::string_view encoding;
    std::function<std::string(std::string_view)> encode;
  };
  const std::vector<Row> rows = {
      {"base64", [](auto x) { return to_base64(x); }},
      {"base64", as_base64url},
      {"base64", [](auto x) { return as_wrapped_base64(x, 64, "\n"); }},
      {"base64", [](auto x) { return as_wrapped_base64(x, 76, "\r\n    "); }},
      {"hex", as_hex},
      {"hex", [](auto x) { return each_byte_as("{:02X}", x); }},
      {"percent", as_percent},
      {"unicode-escape", as_unicode},
      {"unicode-escape", [](auto x) { return each_byte_as("\\x{:02x}", x); }},
      {"unicode-escape", [](auto x) { return each_byte_as("\\u{{{:x}}}", x); }},
      {"unicode-escape", [](auto x) { return each_byte_as("\\U{:08x}", x); }},
      {"html-entity", as_entities},
      {"html-entity", [](auto x) { return each_byte_as("&#x{:X};", x); }},
  };
  std::mt19937 random(1);
  for (int round = 0; round < 200; ++round) {
    const std::string text = random_text(random, 24 + random() % 300);
    CAPTURE(text);
    for (const Row& row : rows) {
      const std::string encoded = row.encode(text);
      CAPTURE(encoded);
      const std::string wanted = std::string(row.encoding) + "|" + text;
      CHECK(has(decoded(encoded), wanted));
      CHECK(has(decoded("x = \"" + encoded + "\";\n"), wanted));
    }
  }
}

TEST_CASE("Words, paths and hashes are not decoded") {
  for (const std::string_view text :
       {"CURLOPT_SSL_VERIFYPEER_ENABLED", "kSecTrustSettingsDomainUserDefault",
        "include/openssl/x509_certificate_store.h", "========================================",
        "----------------------------------------", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        "da39a3ee5e6b4b0d3255bfef95601890afd80709", "a-long-identifier-with-many-hyphens-in-it"}) {
    CAPTURE(text);
    CHECK(decoded(text).empty());
  }
}

TEST_CASE("UTF-16 behind base64 is text") {
  const std::string text = "Write-Host 'hello there'";
  std::string wide;
  for (const char c : text) wide += std::string{c, '\0'};
  CHECK(has(decoded("powershell -enc " + to_base64(wide)), "base64, utf-16le|" + text));
}

TEST_CASE("Four layers are decoded, and no fifth") {
  const std::string text = "the innermost text of all of them";
  std::string encoded = text;
  for (int i = 0; i < 4; ++i) encoded = to_base64(encoded);
  CHECK(has(decoded(encoded), "base64, base64, base64, base64|" + text));
  for (const std::string& one : decoded(to_base64(encoded))) CHECK(one.find(text) > one.size());
}

}  // namespace keyhound
