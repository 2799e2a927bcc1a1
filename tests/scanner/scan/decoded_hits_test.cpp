// SPDX-License-Identifier: Apache-2.0
// Credentials in encoded text: found once, at the place of the encoded text, as the same secret.
#include <doctest/doctest.h>

#include "scanner/scan/text_stream.h"
#include "tests/scanner/scan/scan_fixture.h"
#include "tests/support/encoders.h"

namespace keyhound {
namespace {

using namespace testing;

std::string line_of(const TextHit& hit) {
  return std::to_string(hit.start.line) + ":" + std::to_string(hit.start.column) + "-" +
         std::to_string(hit.end.line) + ":" + std::to_string(hit.end.column);
}

}  // namespace

TEST_CASE("A token in encoded text is reported at its place with the print of the plain one") {
  const ScanFixture fixture;
  const std::string token = acme_token(1);
  const Fingerprint plain = fixture.scan(token).at(0).fingerprint;
  struct Row {
    std::string_view encoding;
    std::string text;
  };
  const std::vector<Row> rows = {
      {"base64", to_base64(token)},
      {"base64", as_base64url(token + "???")},
      {"hex", as_hex(token)},
      {"percent", as_percent(token)},
      {"unicode-escape", as_unicode(token)},
      {"html-entity", as_entities(token)},
      {"base64, base64", to_base64(to_base64(token))},
      {"percent, base64", as_percent(to_base64(token))},
      {"base64, unicode-escape", to_base64(as_unicode(token))},
      {"hex, base64, html-entity, percent", as_hex(to_base64(as_entities(as_percent(token))))},
  };
  for (const Row& row : rows) {
    CAPTURE(row.encoding);
    CAPTURE(row.text);
    const auto hits = fixture.scan("one\n\xC3\xA4 = \"" + row.text + "\"\nthree\n");
    REQUIRE(hits.size() == 1);
    CHECK(hits[0].encoding == row.encoding);
    CHECK(hits[0].fingerprint.mac == plain.mac);
    CHECK(hits[0].rule == fixture.rule("acme"));
    CHECK(line_of(hits[0]) == "2:6-2:" + std::to_string(6 + row.text.size()));
  }
  CHECK(fixture.scan(as_percent(as_percent(as_percent(as_percent(as_percent(token)))))).empty());
  CHECK(fixture.scan(to_base64(to_base64(to_base64(to_base64(to_base64(token)))))).empty());
}

TEST_CASE("Escapes within a token, or beside it, do not hide it") {
  const ScanFixture fixture;
  const std::string token = acme_token(2);
  const std::string half = token.substr(0, 12) + as_percent(token.substr(12, 1)) + token.substr(13);
  const auto hits = fixture.scan("x=" + half + "&y=1");
  REQUIRE(hits.size() == 1);
  CHECK(line_of(hits[0]) == "1:3-1:" + std::to_string(3 + half.size()));
  CHECK(fixture.scan("x%20" + token).size() == 1);
  CHECK(fixture.scan("a%20b?x=" + token).at(0).encoding.empty());
}

TEST_CASE("A key before an encoded value is seen with it") {
  const ScanFixture fixture;
  const auto hits = fixture.scan("token = " + to_base64("Abcdefgh12345678901") + "\n");
  REQUIRE(hits.size() == 1);
  CHECK(hits[0].encoding == "base64");
  CHECK(hits[0].fingerprint.mac ==
        fixture.scan("token = Abcdefgh12345678901").at(0).fingerprint.mac);
}

TEST_CASE("A token among bytes that are no text counts only if its rule is sure") {
  const ScanFixture fixture;
  const std::string noise("\x01\xFF\x80\x02\x90", 5);
  CHECK(fixture.scan(to_base64(noise + " " + acme_token(3) + noise)).size() == 1);
  CHECK(fixture.scan(to_base64(noise + "token = Abcdefgh1234567890" + noise)).empty());
}

TEST_CASE("Two credentials of one encoded text are two hits at its place") {
  const ScanFixture fixture;
  const std::string text = to_base64(acme_token(1) + "\n" + acme_token(2) + "\n");
  const auto hits = fixture.scan("  " + text);
  REQUIRE(hits.size() == 2);
  CHECK(line_of(hits[0]) == line_of(hits[1]));
  CHECK(hits[0].fingerprint.mac != hits[1].fingerprint.mac);
}

TEST_CASE("The payload of a token of three parts is looked into") {
  const ScanFixture fixture;
  const std::string jwt = as_base64url(R"({"alg":"HS256","typ":"JWT"})") + "." +
                          as_base64url(R"({"sub":"x","key":")" + acme_token(4) + "\"}") + "." +
                          as_base64url("a signature of that");
  const auto hits = fixture.scan("jwt: " + jwt);
  REQUIRE(hits.size() == 1);
  CHECK(hits[0].encoding == "base64");
}

TEST_CASE("Secrets in encoded text do not reach printed texts") {
  const ScanFixture fixture;
  const std::string encoded = to_base64(acme_token(5));
  CHECK(fixture.scanner().redact_secrets("a/" + encoded + "/b").find(encoded) > 1000);
}

TEST_CASE("Text beyond the longest region is counted as not decoded, and only text") {
  const ScanFixture fixture;
  std::string text;
  while (text.size() < kLongestRegion) text += "some words of a long text, " + acme_token(6) + "\n";
  CHECK(fixture.scan(to_base64(text)).size() == 1);
  CHECK(fixture.scanner().undecoded() == 1);
  CHECK(fixture.scan(std::string(3 * kLongestRegion, 'x')).empty());
  CHECK(fixture.scanner().undecoded() == 1);
}

TEST_CASE("Encoded text that crosses the windows of a stream is found") {
  const ScanFixture fixture;
  const std::string encoded = to_base64(acme_token(7) + std::string(100'000, '.'));
  for (const std::size_t lead : {kWholeText - 100, kWholeText - 20'000, 2 * kWholeText - 50'000}) {
    std::string text(lead, '.');
    for (std::size_t at = 99; at < lead; at += 100) text[at] = '\n';
    text += " " + encoded + "\n" + std::string(kWholeText, '.');
    std::vector<TextHit> hits;
    const std::string_view path = "a.txt";
    REQUIRE(scan_text(fixture.scanner(), text, {{&path, 1}, {}}, hits));
    REQUIRE(hits.size() == 1);
    CHECK(hits[0].encoding == "base64");
  }
}

}  // namespace keyhound
