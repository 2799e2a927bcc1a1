// SPDX-License-Identifier: Apache-2.0
#include "scanner/rules/placeholder.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

namespace keyhound {
namespace {

Result<std::string> make_checksum(std::string_view name,
                                  const std::function<std::uint32_t(std::uint32_t)>& draw) {
  if (name != "acme") return fail(ErrorKind::kConfiguration, "unknown checksum");
  return "body" + std::to_string(draw(10));
}

std::string expand(std::string_view text, std::uint64_t seed = 1) {
  const Result<std::string> expanded = expand_placeholders(text, seed, make_checksum);
  REQUIRE_MESSAGE(expanded, expanded.error().message);
  return *expanded;
}

TEST_CASE("Each placeholder draws from its alphabet") {
  struct Row {
    const char* placeholder;
    const char* characters;
  };
  for (const Row& row : {
           Row{"{hex:200}", "0123456789abcdef"},
           Row{"{HEX:200}", "0123456789ABCDEF"},
           Row{"{digits:200}", "0123456789"},
           Row{"{lower:200}", "abcdefghijklmnopqrstuvwxyz"},
           Row{"{base32:200}", "abcdefghijklmnopqrstuvwxyz234567"},
           Row{"{BECH32:200}", "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L"},
       }) {
    CAPTURE(std::string(row.placeholder));
    const std::string drawn = expand(row.placeholder);
    CHECK(drawn.size() == 200);
    CHECK(drawn.find_first_not_of(row.characters) == std::string::npos);
    std::string distinct = drawn;
    std::sort(distinct.begin(), distinct.end());
    distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
    CHECK(distinct.size() == std::string(row.characters).size());
  }
}

TEST_CASE("The same text and seed expand to the same bytes, another seed to others") {
  CHECK(expand("k={alnum:20}") == expand("k={alnum:20}"));
  CHECK(expand("k={alnum:20}") != expand("k={alnum:20}", 2));
  CHECK(expand("k={alnum:20}") != expand("l={alnum:20}").replace(0, 1, "k"));
  CHECK(expand("{alnum:9}{alnum:9}").substr(0, 9) != expand("{alnum:9}{alnum:9}").substr(9));
  CHECK(expand("{hex:8}") == "6648beb5");
}

TEST_CASE("A UUID has its version and variant, a checksum its maker") {
  const std::string uuid = expand("{uuid}");
  CHECK(uuid.size() == 36);
  CHECK(uuid[14] == '4');
  CHECK(std::string("89ab").find(uuid[19]) != std::string::npos);
  CHECK(expand("x{acme-checksum}").substr(0, 5) == "xbody");
}

TEST_CASE("Braces that are no placeholder stay") {
  for (const char* text : {"{}", "{", "}", "${TOKEN}", "{{ secrets.X }}", "{\"a\": \"b\"}", "a{b",
                           "{{{", "[a-z]{3,5}", "{16}", "{alnum}", "{alnum:}", "{alnum:x}"}) {
    CHECK(expand(text) == text);
  }
  CHECK(expand("{{hex:2}}").size() == 4);
}

TEST_CASE("A misspelt or endless placeholder is an error") {
  for (const char* text :
       {"{alnmu:36}", "{hex:10001}", "{hex:99999999999999999999}", "{other-checksum}", "{Hex:3}"}) {
    CAPTURE(std::string(text));
    const Result<std::string> expanded = expand_placeholders(text, 1, make_checksum);
    REQUIRE(!expanded);
    CHECK(expanded.error().kind == ErrorKind::kConfiguration);
  }
}

}  // namespace
}  // namespace keyhound
