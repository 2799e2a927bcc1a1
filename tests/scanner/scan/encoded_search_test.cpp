// SPDX-License-Identifier: Apache-2.0
// tests/properties/encoded_text_test.cpp compares find_derived() with find() on random texts.
#include "scanner/scan/encoded_search.h"

#include <doctest/doctest.h>

#include <random>

#include "tests/scanner/scan/scan_fixture.h"
#include "tests/support/encoders.h"

namespace keyhound {
namespace {

using namespace testing;

struct Search {
  Search() : matcher(create()), encoded(fixture.context()) {}
  Matcher create() const {
    auto made = Matcher::create(fixture.context().engine());
    KEYHOUND_CHECK(made);
    return std::move(*made);
  }
  std::vector<EncodedMatches> find(std::string_view text) {
    std::vector<EncodedMatches> found;
    CHECK(encoded.find(matcher, text, found));
    return found;
  }

  ScanFixture fixture;
  Matcher matcher;
  EncodedSearch encoded;
};

}  // namespace

TEST_CASE("Only regions that hold a match are found") {
  Search search;
  const std::string with = to_base64(acme_token(1));
  const std::string text =
      to_base64("a text without a token") + "\n" + with + "\n" + as_hex("more text, no token");
  const auto found = search.find(text);
  REQUIRE(found.size() == 1);
  CHECK(text.substr(found[0].region.begin, with.size()) == with);
}

TEST_CASE("Runs in which nothing was found do not hide others of their size") {
  Search search;
  std::string token = to_base64(acme_token(1));
  token.erase(token.find_last_not_of('=') + 1);
  for (int i = 0; i < 3000; ++i) {
    const std::string number = std::to_string(i);
    const std::string name = std::string(token.size() - number.size(), 'x') + number;
    CHECK(search.find(name).empty());
  }
  CHECK(search.find(token).size() == 1);
}

TEST_CASE("A region that an edit left alone is carried over, and a new one is found") {
  Search search;
  const std::string filler(2000, ' ');
  const std::string first = to_base64(acme_token(1)) + "\n";
  const std::string base = filler + first + filler;
  const std::string added = to_base64(acme_token(2)) + "\n";
  const std::string text = added + base;
  std::vector<EncodedMatches> found;
  REQUIRE(search.encoded.find_derived(search.matcher, text, search.find(base), base.size(),
                                      std::vector<CopiedRange>{{added.size(), 0, base.size()}},
                                      found));
  CHECK(found.size() == 2);
  CHECK(found == search.find(text));
}

TEST_CASE("Encoded text beyond the limit counts as unfinished when it is text, and images do not") {
  Search search;
  std::mt19937 random(1);
  std::string bytes;
  while (bytes.size() < kLongestRegion) bytes += static_cast<char>(0x80 | random());
  search.find(to_base64(bytes));
  CHECK(search.encoded.unfinished() == 0);
  search.find(to_base64(bytes + "a text that nobody looks at"));
  CHECK(search.encoded.unfinished() == 1);
}

}  // namespace keyhound
