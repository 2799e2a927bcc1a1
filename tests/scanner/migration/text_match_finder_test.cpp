// SPDX-License-Identifier: Apache-2.0
#include "scanner/migration/text_match_finder.h"

#include <doctest/doctest.h>

#include "tests/scanner/scan/scan_fixture.h"

namespace keyhound {

TEST_CASE("Every rule's matches are told, with the places of match and secret") {
  const ScanFixture fixture;
  auto finder = TextMatchFinder::create(fixture.context());
  REQUIRE(finder);
  const std::string text = "\xC3\xA9 token = " + acme_token(1) + "\nPASSWORD=pass1234\n";
  const auto matches = finder->find(text, "a.txt", "");
  REQUIRE(matches);
  REQUIRE(matches->size() == 2);  // a scan tells the more specific of the two; the path drops one
  for (const PlacedMatch& match : *matches) {
    CHECK(text.substr(match.secret_begin, match.secret_size) == acme_token(1));
    CHECK(match.secret_start == SourcePosition{1, 11});
    const bool is_assigned = match.rule == fixture.rule("assigned");
    CHECK(match.start == SourcePosition{1, is_assigned ? 3U : 11U});
  }
  CHECK(finder->find(text, "a.env", "")->size() == 3);
}

}  // namespace keyhound
