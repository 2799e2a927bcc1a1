// SPDX-License-Identifier: Apache-2.0
#include "scanner/yaml/block_scalar_map.h"

#include "tests/scanner/yaml/mapped_value.h"

namespace keyhound {

using testing::mapped;

TEST_CASE("A literal scalar's lines are mapped with their line ends, without indentation") {
  CHECK(mapped("k: |\n  one\n  two\n") == "one\n|two\n");
  CHECK(mapped("k: |\n  one\n\n    two\n   \nz: 1\n") == "one\n\n|  two\n| \n");
  CHECK(mapped("k: |\n  one\n  two") == "one\n|two");
  CHECK(mapped("|\n one") == "one");
  CHECK(mapped("- |\n one\n").empty());
}

TEST_CASE("Chomping decides which line ends at the end are part of the value") {
  CHECK(mapped("k: |-\n  a\n\n\nz: 1\n") == "a");
  CHECK(mapped("k: |\n  a\n\n\nz: 1\n") == "a\n");
  CHECK(mapped("k: |+\n  a\n\n \nz: 1\n") == "a\n\n|\n");
  CHECK(mapped("k: >+\n  a\n\n\nz: 1\n") == "a\n\n\n");
  CHECK(mapped("k: |+\n\n\nz: 1\n") == "\n\n");
  CHECK(mapped("k: |\n\n\nz: 1\n").empty());
}

TEST_CASE("An explicit indentation leaves further spaces in the value, also in nested mappings") {
  CHECK(mapped("k: |2\n    a\n   b\n") == "  a\n| b\n");
  CHECK(mapped("k: |1-\n   a\n") == "  a");
  CHECK(mapped("k: |-1 # comment\n   a\n") == "  a");
  CHECK(mapped("|2\n    a\n") == "  a\n");
  const auto document = YamlDocument::parse("a:\n  - b:\n      k: >2+\n          x\n        y\n\n");
  REQUIRE(document);
  const YamlNode* node = document->roots().at(0)->find("a")->items()[0].find("b")->find("k");
  CHECK(node->text() == "  x\ny\n\n");
  CHECK(testing::holds(map_scalar(*node, document->source()), node->text(), document->source()));
  CHECK(map_scalar(*node, document->source()).size() == 2);
}

TEST_CASE("Blank lines that are longer than the indentation are part of the value") {
  CHECK(mapped("k: |2\n     \n   \nz: 1\n") == "   \n| \n");
  CHECK(mapped("k: |\n  a\n     \n  b\n") == "a\n|   \n|b\n");
}

TEST_CASE("A folded scalar's joined lines have no place for the space, others keep their ends") {
  CHECK(mapped("k: >\n  one\n  two\n") == "one·two\n");
  CHECK(mapped("k: >-\n  one\n\n  two\n  three\n") == "one|\n|two·three");
  CHECK(mapped("k: >\n  one\n    more\n  two\n  three\n") == "one\n|  more\n|two·three\n");
  CHECK(mapped("k: >\n\n  one\n  two\n") == "\n|one·two\n");
  CHECK(mapped("k: >\n  one\n\n    more\n\n  two\n") == "one\n\n|  more\n\n|two\n");
  CHECK(mapped("k: >\n  one\n  \ttab\n  two\n") == "one\n|\ttab\n|two\n");
}

TEST_CASE("A block scalar with carriage returns has their line feeds only") {
  CHECK(mapped("k: |\r\n  one\r\n  two\r\n\r\nz: 1\r\n") == "one|\n|two|\n");
  CHECK(mapped("k: >\r\n  one\r\n  two\r\n") == "one·two|\n");
  CHECK(mapped("k: |\r  one\r  two\r") == "one·two·");
  CHECK(mapped("k: |\n  a\xC2\x85  b\xE2\x80\xA9  c\n") == "a·b\xE2\x80\xA9|c\n");
}

TEST_CASE("A block scalar's header may have a comment and blanks") {
  CHECK(mapped("k: |  # | > 'x'\n  one\n") == "one\n");
  CHECK(mapped("k: >-   \n  one\n") == "one");
}

}  // namespace keyhound
