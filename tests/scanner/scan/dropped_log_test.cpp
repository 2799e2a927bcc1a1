// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/dropped_log.h"

#include <doctest/doctest.h>

#include "tests/scanner/scan/scan_fixture.h"

namespace keyhound {

TEST_CASE("A scanner that is asked to keeps what it drops, in order and with the reason") {
  const ScanFixture fixture;
  TextScanner& scanner = fixture.scanner();
  CHECK(fixture.scan("acme_xxxxxxxxxxxxxxxxxxxx").empty());
  CHECK(scanner.take_dropped().items.empty());
  scanner.keep_dropped();
  CHECK(fixture.scan("\ntoken = " + acme_token(1) + "\nacme_xxxxxxxxxxxxxxxxxxxx").size() == 1);
  const CandidateList list = scanner.take_dropped();
  REQUIRE(list.items.size() == 2);
  CHECK(list.items[0].dropped == DropReason::kOverlap);
  CHECK(list.items[0].location.start == SourcePosition{2, 9});
  CHECK(list.items[1].dropped == DropReason::kPlaceholder);
  CHECK(list.items[1].location.start == SourcePosition{3, 1});
  CHECK(scanner.take_dropped().items.empty());
}

TEST_CASE("Of a text with many the first are kept and the others counted") {
  const ScanFixture fixture;
  fixture.scanner().keep_dropped();
  std::string text;
  for (std::size_t i = 0; i < CandidateList::kMost + 5; ++i) text += "acme_xxxxxxxxxxxxxxxxxxxx\n";
  CHECK(fixture.scan(text).empty());
  CandidateList list = fixture.scanner().take_dropped();
  list.settle();
  CHECK(list.items.size() == CandidateList::kMost);
  CHECK(list.left_out == 5);
  CHECK(list.items.back().location.start.line == CandidateList::kMost);
}

}  // namespace keyhound
