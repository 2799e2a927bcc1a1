// SPDX-License-Identifier: Apache-2.0
// Encoded text in texts that derive from others, and in pieces, is what it is in whole texts.
#include <doctest/doctest.h>

#include "scanner/scan/text_stream.h"
#include "tests/scanner/engine/random_edit.h"
#include "tests/scanner/scan/scan_fixture.h"
#include "tests/support/encoders.h"

namespace keyhound {
namespace {

using namespace testing;

std::string draw(Random& random) {
  const auto token = [&] { return acme_token(static_cast<unsigned>(random.below(9))); };
  const auto wrapped = [&] {
    return as_wrapped_base64("first\n" + std::string(random.below(150), 'w') + " " + token() + "\n",
                             random.chance(2) ? 64 : 48, random.chance(2) ? "\n" : "\r\n   ");
  };
  switch (random.below(16)) {
    case 0:
      return to_base64(token());
    case 1:
      return "token = \"" + to_base64("Abcdefgh12345678901") + "\"\n";
    case 2:
      return as_percent(token());
    case 3:
      return "x%20" + token();
    case 4:
      return wrapped();
    case 5:
      return as_hex(token());
    case 6:
      return as_unicode(token());
    case 7:
      return to_base64(as_entities(token()));
    case 8:
      return "  k: " + to_base64("PASSWORD=1") + "\n";
    case 9:
      return std::string(random.below(200), "ab \n/"[random.below(5)]);
    case 10:
      return token();
    default:
      return random.pick(std::vector<std::string>{"\n", " ", "\"", "=", "/", "-", "%41",
                                                  "token = ", "word", "<", ": "});
  }
}

std::string describe(const SearchedText& found) {
  std::string text;
  for (const EncodedMatches& one : found.encoded) {
    text += std::to_string(one.region.begin) + "-" + std::to_string(one.region.end) + "/" +
            std::to_string(static_cast<int>(one.region.kind)) + (one.looks_at_origin ? "! " : " ");
  }
  return text;
}

}  // namespace

TEST_CASE("Derived texts hold the encoded matches of whole texts") {
  const ScanFixture fixture;
  TextScanner& scanner = fixture.scanner();
  Random random(21);
  std::size_t matches = 0;
  for (int chain = 0; chain < 400; ++chain) {
    std::string text;
    for (std::size_t size = random.below(6000); text.size() < size;) text += draw(random);
    SearchedText base;
    REQUIRE(scanner.find(text, base));
    for (std::size_t depth = 1 + random.below(10); depth > 0; --depth) {
      EditPlaces places;
      places.distances = {0, 1, 48, 60, 63, 64, 65, 128};
      for (const EncodedMatches& one : base.encoded) {
        places.anchors.push_back(one.region.begin);
        places.anchors.push_back(one.region.end);
      }
      const EditedText edited = random_edit(text, places, random, [&] { return draw(random); });
      const std::string next = edited.text();
      SearchedText found;
      SearchedText whole;
      REQUIRE(scanner.find_derived(next, base, edited.copied(), found));
      REQUIRE(scanner.find(next, whole));
      CAPTURE(text);
      CAPTURE(next);
      REQUIRE(describe(found) == describe(whole));
      matches += whole.encoded.size();
      base = std::move(found);
      text = next;
    }
  }
  CHECK(matches > 10'000);
}

TEST_CASE("Cores of pieces decide which encoded hits count, and every core once") {
  const ScanFixture fixture;
  Random random(22);
  constexpr std::string_view kPath[] = {"conf/.env"};
  std::size_t all_hits = 0;
  for (int round = 0; round < 200; ++round) {
    std::string text;
    for (std::size_t size = random.below(3000); text.size() < size;) text += draw(random);
    const auto expected = describe(fixture, fixture.scan(text, kPath[0]));
    std::vector<TextHit> hits;
    for (std::size_t begin = 0; begin < text.size();) {
      const std::size_t end = std::min(text.size(), begin + 1 + random.below(400));
      REQUIRE(fixture.scanner().scan_piece(text, begin, end, {}, {kPath, {}}, hits));
      begin = end;
    }
    CAPTURE(text);
    auto found = describe(fixture, hits);
    auto wanted = expected;
    std::sort(found.begin(), found.end());
    std::sort(wanted.begin(), wanted.end());
    CHECK(found == wanted);
    all_hits += wanted.size();
  }
  CHECK(all_hits > 1000);
}

}  // namespace keyhound
