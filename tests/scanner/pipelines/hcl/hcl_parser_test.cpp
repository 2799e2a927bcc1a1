// SPDX-License-Identifier: Apache-2.0
// Whatever the text, reading ends and says whether it is complete.
#include "scanner/pipelines/hcl/hcl_parser.h"

#include <doctest/doctest.h>

#include <string>

namespace keyhound {
namespace {

TEST_CASE("Comments of all three kinds and the byte order mark are passed over") {
  const HclFile file = read_hcl("\xEF\xBB\xBF# a = 1\n// b = 2\n/* c = 3\n */ d = 4 # e\n");
  CHECK(file.is_complete);
  REQUIRE(file.blocks[0].attributes.size() == 1);
  CHECK(file.blocks[0].attributes[0].name == "d");
  CHECK_FALSE(read_hcl("a = 1 /* b").is_complete);
}

TEST_CASE("What is nested beyond the limit ends the reading, and the result says so") {
  for (const char* opener : {"[", "(", "{a=", "\"${", "f(", "x {\n"}) {
    CAPTURE(opener);
    std::string text = "first = 1\na = ";
    if (opener[0] == 'x') text = "first = 1\n";
    for (int i = 0; i < 100'000; ++i) text += opener;
    const HclFile file = read_hcl(text);
    CHECK_FALSE(file.is_complete);
    REQUIRE_FALSE(file.blocks[0].attributes.empty());
    CHECK(file.blocks[0].attributes[0].name == "first");
  }
}

TEST_CASE("More values than the limit are not read, and the result says so") {
  std::string text;
  for (std::size_t i = 0; i <= kMostReaderItems; ++i) text += "a=1\n";
  const HclFile file = read_hcl(text);
  CHECK_FALSE(file.is_complete);
  CHECK(file.blocks[0].attributes.size() == kMostReaderItems);
}

TEST_CASE("An empty text is a file without anything") {
  const HclFile file = read_hcl("");
  CHECK(file.is_complete);
  CHECK(file.blocks.size() == 1);
}

}  // namespace
}  // namespace keyhound
