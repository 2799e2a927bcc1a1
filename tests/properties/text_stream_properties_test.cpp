// SPDX-License-Identifier: Apache-2.0
// Chunk borders do not matter: a text in pieces has the hits of the whole text, in every encoding.
#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>

#include "scanner/scan/text_stream.h"
#include "tests/scanner/scan/scan_fixture.h"
#include "tests/support/text_forms.h"

namespace keyhound {
namespace {

using testing::to_utf;
using testing::Utf;

constexpr std::string_view kPath[] = {"conf/.env"};

std::size_t below(std::mt19937& random, std::size_t limit) {
  return static_cast<std::size_t>(random()) % limit;
}

// Lines with tokens, passwords, characters of all widths, marks and zero characters.
std::string random_text(std::mt19937& random) {
  std::string text;
  for (std::size_t parts = below(random, 60); parts > 0; --parts) {
    switch (below(random, 9)) {
      case 0:
        text += acme_token(static_cast<unsigned>(below(random, 30)));
        break;
      case 1:
        text += "token = " + acme_token(static_cast<unsigned>(below(random, 30)));
        break;
      case 2:
        text += "PASSWORD=" + testing::alphanumerics(static_cast<unsigned>(below(random, 9)), 12);
        break;
      case 3:
        text += "\xF0\x9F\x94\x91";
        break;
      case 4:
        text += "\xC3\xA4\xEF\xBB\xBF";
        break;
      case 5:
        text += std::string(below(random, 300), '.');
        break;
      case 6:
        text += testing::github_pat(static_cast<unsigned>(below(random, 9)));
        break;
      default:
        text += below(random, 2) == 0 ? "\n" : " ";
        break;
    }
  }
  return text;
}

std::vector<TextHit> whole(const ScanFixture& fixture, std::string_view text) {
  std::vector<TextHit> hits;
  REQUIRE(scan_text(fixture.scanner(), text, {kPath, {}}, hits));
  return hits;
}

// Feeds pieces of random sizes, now and then empty ones.
std::vector<TextHit> in_pieces(const ScanFixture& fixture, std::string_view text,
                               std::mt19937& random) {
  const std::size_t most = 1 + below(random, 1 + below(random, text.size() + 1));
  TextStream stream(fixture.scanner(), {kPath, {}});
  std::vector<TextHit> hits;
  while (!text.empty()) {
    const std::string piece(text.substr(0, below(random, most + 1)));
    REQUIRE(stream.feed(piece, hits));
    text.remove_prefix(piece.size());
  }
  REQUIRE(stream.finish(hits));
  return hits;
}

}  // namespace

TEST_CASE("A text in random pieces has the hits of the whole, in UTF-8, UTF-16 and UTF-32") {
  const ScanFixture fixture;
  std::mt19937 random(11);
  std::size_t all_hits = 0;
  for (int round = 0; round < 150; ++round) {
    CAPTURE(round);
    const std::string text = random_text(random);
    std::vector<std::string> forms = {text};
    for (const Utf form : {Utf::k16Le, Utf::k16Be, Utf::k32Le, Utf::k32Be})
      forms.push_back(to_utf(form, text, true));
    for (const std::string& form : forms) {
      const auto expected = describe(fixture, whole(fixture, form));
      all_hits += expected.size();
      for (int cut = 0; cut < 4; ++cut)
        CHECK(describe(fixture, in_pieces(fixture, form, random)) == expected);
    }
    // With a mark, the wide forms are the same text.
    CHECK(describe(fixture, whole(fixture, forms[2])) == describe(fixture, whole(fixture, text)));
  }
  CHECK(all_hits > 1000);
}

TEST_CASE("Random bytes, and wide texts cut anywhere, have the same hits in pieces") {
  const ScanFixture fixture;
  std::mt19937 random(12);
  for (int round = 0; round < 300; ++round) {
    CAPTURE(round);
    std::string text = to_utf(below(random, 2) == 0 ? Utf::k16Le : Utf::k32Be, random_text(random),
                              below(random, 2) == 0);
    text.resize(text.size() - below(random, text.size() + 1) / 3);
    for (std::size_t changes = below(random, 5); changes > 0 && !text.empty(); --changes)
      text[below(random, text.size())] = static_cast<char>(random());
    CHECK(describe(fixture, in_pieces(fixture, text, random)) ==
          describe(fixture, whole(fixture, text)));
  }
}

TEST_CASE("The core of a piece decides which hits count, and every core once") {
  const ScanFixture fixture;
  std::mt19937 random(13);
  for (int round = 0; round < 200; ++round) {
    CAPTURE(round);
    const std::string text = random_text(random);
    const auto expected = describe(fixture, fixture.scan(text, kPath[0]));
    std::vector<TextHit> hits;
    for (std::size_t begin = 0; begin < text.size();) {
      const std::size_t end = std::min(text.size(), begin + 1 + below(random, 400));
      REQUIRE(fixture.scanner().scan_piece(text, begin, end, {}, {kPath, {}}, hits));
      begin = end;
    }
    CHECK(describe(fixture, hits) == expected);
  }
}

}  // namespace keyhound
