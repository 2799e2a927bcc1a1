// SPDX-License-Identifier: Apache-2.0
// What the generic-secret model said of a match, carried from text to text that derives from it, is
// what it says of the match in the text alone.
#include <doctest/doctest.h>

#include <string>
#include <tuple>
#include <vector>

#include "scanner/scan/text_scanner.h"
#include "tests/scanner/engine/random_edit.h"
#include "tests/scanner/engine/random_regex.h"
#include "tests/scanner/scan/scan_fixture.h"

namespace keyhound {
namespace {

using testing::Random;

// As the built-in generic rules are, with names that no other rule looks at.
constexpr std::string_view kRules = R"toml(
[[rules]]
id = "assigned"
description = "What is assigned to a name"
kind = "password"
scored = "assignment"
regex = '''(?i:(passphrase|secret))[\w.-]{0,14}["'\])]{0,2}(?:[ \t]{0,12}(?:=|:|\|\||is |\(["'])|\r?\n[ \t]{0,14}value:)'''
secret_group = 1

[[rules]]
id = "behind-a-word"
description = "What stands behind a word"
kind = "access-token"
scored = "value"
regex = '''(?i:bearer|basic)[ \t]{1,4}["']?([0-9A-Za-z+/=_.~-]{8,400})'''
secret_group = 1
)toml";

class DrawnText {
 public:
  explicit DrawnText(Random& random) : random_(random) {}

  std::string word(std::size_t least, std::size_t most) {
    constexpr std::string_view kLetters = "abcdefgh0123456789ABCDEFXYZ+/._-";
    std::string word;
    for (std::size_t n = least + random_.below(most - least + 1); n > 0; --n)
      word += kLetters[random_.below(kLetters.size())];
    return word;
  }

  // A name with what might be its value, or what the model looks at around one.
  std::string piece() {
    const std::vector<std::string> names = {"passphrase",  "SECRET",  "db.secret",
                                            "-passphrase", "$secret", "int secret"};
    const std::vector<std::string> operators = {"=",   " = \"",     ": ",   " is ",        " || '",
                                                "(\"", "\nvalue: ", " = (", " String = \""};
    const std::vector<std::string> ends = {"\"\n", "'\n",           "\n",     ";\n",
                                           ")\n",  "\", secret)\n", " + x\n", ", "};
    const std::vector<std::string> around = {"example ", "host", "user\n", "// test ", "# ",
                                             "sha256 ",  "ENV ", "[ ",     "\n\n",     "mock "};
    switch (random_.below(6)) {
      case 0:
        return "Bearer " + word(6, random_.chance(8) ? 560 : 40) + random_.pick(ends);
      case 1:
      case 2:
        return random_.pick(names) + random_.pick(operators) +
               word(1, random_.chance(8) ? 560 : 24) + random_.pick(ends);
      case 3:
        return random_.pick(around);
      default:
        return std::string(random_.below(random_.chance(4) ? 300 : 40), ' ') + word(0, 30) +
               (random_.chance(2) ? "\n" : " ");
    }
  }

 private:
  Random& random_;
};

auto score_key(const Match& match) {
  const MatchScore& score = match.score;
  return std::tuple(match.rule, match.start, match.end, score.state, score.is_quoted,
                    score.value_size, score.value_begin, score.log_odds, score.ahead);
}

TEST_CASE("A score that is carried to a text that derives is the score of the match in that text") {
  const ScanFixture fixture(kRules);
  TextScanner& scanner = fixture.scanner();
  Random random(20261201);
  DrawnText drawn(random);
  const auto draw = [&] { return drawn.piece(); };
  std::vector<TextHit> hits;
  std::size_t carried = 0;
  std::size_t anew = 0;
  for (int chain = 0; chain < 400; ++chain) {
    std::string text;
    while (text.size() < 2500) text += draw();
    SearchedText base;
    REQUIRE(scanner.find(text, base));
    scanner.judge(text, base, kMessageOrigin, hits);
    for (int depth = 0; depth < 8; ++depth) {
      testing::EditPlaces places;
      places.distances = {1, 8, 41, 48, 64, 81, 96, 121, 160, 200, 240, 256, 282, 320};
      for (const Match& match : base.plain.matches) {
        const std::size_t value = match.start + static_cast<std::size_t>(match.score.value_begin);
        for (const std::size_t at : {match.secret_start, value + match.score.value_size})
          places.anchors.push_back(at);
      }
      const testing::EditedText edited = testing::random_edit(text, places, random, draw);
      text = edited.text();
      SearchedText found;
      REQUIRE(scanner.find_derived(text, base, edited.copied(), found));
      for (const Match& match : found.plain.matches)
        ++(match.score.state == MatchScore::State::kUnknown ? anew : carried);
      scanner.judge(text, found, kMessageOrigin, hits);
      SearchedText expected;
      REQUIRE(scanner.find(text, expected));
      scanner.judge(text, expected, kMessageOrigin, hits);
      REQUIRE(found.plain.matches.size() == expected.plain.matches.size());
      for (std::size_t i = 0; i < found.plain.matches.size(); ++i) {
        CAPTURE(text);
        REQUIRE(score_key(found.plain.matches[i]) == score_key(expected.plain.matches[i]));
      }
      base = std::move(found);
    }
  }
  CHECK(carried > 10'000);
  CHECK(anew > 5'000);
}

}  // namespace
}  // namespace keyhound
