// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/text_stream.h"

#include <doctest/doctest.h>

#include <string>

#include "tests/scanner/scan/scan_fixture.h"
#include "tests/support/text_forms.h"

namespace keyhound {
namespace {

using testing::to_utf;
using testing::Utf;

constexpr std::string_view kPath[] = {"a.txt"};

std::vector<TextHit> whole(const ScanFixture& fixture, std::string_view text) {
  std::vector<TextHit> hits;
  REQUIRE(scan_text(fixture.scanner(), text, {kPath, {}}, hits));
  return hits;
}

std::vector<TextHit> streamed(const ScanFixture& fixture, std::string_view text,
                              std::size_t piece) {
  TextStream stream(fixture.scanner(), {kPath, {}});
  std::vector<TextHit> hits;
  for (std::size_t i = 0; i < text.size(); i += piece)
    REQUIRE(stream.feed(text.substr(i, piece), hits));
  REQUIRE(stream.finish(hits));
  return hits;
}

}  // namespace

TEST_CASE("A stream finds what a scan of the whole text finds, in UTF-8 and wide encodings") {
  const ScanFixture fixture;
  const std::string text = "\xC3\xA4 first\ntoken = " + acme_token(1) + "\n\xF0\x9F\x94\x91 " +
                           acme_token(2) + "\nPASSWORD=x\n";
  const auto expected = describe(fixture, fixture.scan(text));
  REQUIRE(expected.size() == 2);
  std::vector<std::string> forms = {text};
  for (const Utf form : {Utf::k16Le, Utf::k16Be, Utf::k32Le, Utf::k32Be}) {
    forms.push_back(to_utf(form, text, true));
    forms.push_back(to_utf(form, text, false));
  }
  for (const std::string& form : forms) {
    CHECK(describe(fixture, whole(fixture, form)) == expected);
    for (std::size_t piece = 1; piece < 40; ++piece) {
      CAPTURE(piece);
      CHECK(describe(fixture, streamed(fixture, form, piece)) == expected);
    }
  }
}

TEST_CASE("An empty text has no hits, and neither has one that ends within a character") {
  const ScanFixture fixture;
  CHECK(whole(fixture, "").empty());
  CHECK(streamed(fixture, "", 1).empty());
  const std::string wide = to_utf(Utf::k16Le, acme_token(1), true);
  CHECK(streamed(fixture, wide, 7).size() == 1);
  CHECK(streamed(fixture, wide.substr(0, wide.size() - 1), 7).empty());
}

TEST_CASE("A mark within a wide text stays a character, wherever the pieces meet") {
  const ScanFixture fixture;
  const std::string token = acme_token(1);
  const std::string text = "text " + token.substr(0, 9) + "\xEF\xBB\xBF" + token.substr(9) + "\n";
  for (const Utf form : {Utf::k16Le, Utf::k32Be}) {
    const std::string wide = to_utf(form, std::string(5000, '.') + text, true);
    for (std::size_t piece = 4990; piece < 5040; ++piece)
      CHECK(streamed(fixture, wide, piece).empty());
  }
}

TEST_CASE("Long texts are scanned in windows that lose, double and move nothing") {
  const ScanFixture fixture;
  // Lines of 1 to 90 characters with a token about every 3 KiB, over three windows of 8 MiB; around
  // the borders of windows tokens stand close together.
  std::string text;
  unsigned n = 0;
  std::size_t next_token = 0;
  const auto is_near_border = [](std::size_t at) {
    const std::size_t in_window = at % (std::size_t{8} << 20U);
    return in_window < 40000 || in_window > (std::size_t{8} << 20U) - 40000;
  };
  while (text.size() < (std::size_t{20} << 20U)) {
    text += std::string(text.size() % 89, '.') + (n % 5 == 0 ? "\xF0\x9F\x94\x91" : "\xC3\xA4");
    if (text.size() >= next_token || is_near_border(text.size())) {
      text += (n % 2 == 0 ? " token = " : " ") + acme_token(n);
      ++n;
      next_token = text.size() + 3000;
    }
    text += '\n';
  }
  const auto expected = describe(fixture, fixture.scan(text));
  REQUIRE(expected.size() == n);
  CHECK(describe(fixture, whole(fixture, text)) == expected);
  CHECK(describe(fixture, streamed(fixture, text, 65537)) == expected);
  CHECK(describe(fixture, streamed(fixture, text, std::size_t{9} << 20U)) == expected);
  CHECK(describe(fixture, whole(fixture, to_utf(Utf::k16Be, text, true))) == expected);
}

}  // namespace keyhound
