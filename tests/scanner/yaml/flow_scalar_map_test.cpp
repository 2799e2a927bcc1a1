// SPDX-License-Identifier: Apache-2.0
#include "scanner/yaml/flow_scalar_map.h"

#include "tests/scanner/yaml/mapped_value.h"

namespace keyhound {

using testing::mapped;

TEST_CASE("A plain scalar is mapped as it stands, and its folded line ends have no place") {
  CHECK(mapped("k: value # comment\n") == "value");
  CHECK(mapped("k: two words \n") == "two words");
  CHECK(mapped("k: one\n  two\n   three\n") == "one·two·three");
  CHECK(mapped("k: one  \n\n \t \n  two\n") == "one|\n|\n|two");
  CHECK(mapped("k: a b\tc\r\n  d\r\n\r\n  e\r\n") == "a b\tc·d|\n|e");
  CHECK(mapped("k: ~\n") == "~");
  CHECK(mapped("[k,\n a\n b]").empty());
  CHECK(mapped("just\n text") == "just·text");
}

TEST_CASE("A single-quoted scalar is mapped without its quotes, a doubled one to its second") {
  CHECK(mapped("k: 'value'\n") == "value");
  CHECK(mapped("k: 'it''s'\n") == "it|'s");
  CHECK(mapped("k: ''''''''\n") == "'|'|'");
  CHECK(mapped("k: ' a \n\n  b\n  c '\n") == " a|\n|b·c ");
  CHECK(mapped("k: '\n  a'\n") == "·a");
  CHECK(mapped("k: 'a\\n'\n") == "a\\n");
}

TEST_CASE("A double-quoted scalar's escapes have no place, but what stands for itself has") {
  CHECK(mapped("k: \"value\"\n") == "value");
  CHECK(mapped("k: \"a\\nb\\x41\\u00e4\\U0001F511\\0z\"\n") ==
        "a·b·······"
        "·z");
  CHECK(mapped("k: \"\\\"q\\\" \\\\ \\/ \\ x\"\n") == "\"q|\" |\\ |/ | x");
  CHECK(mapped("k: \"\\a\\b\\t\\v\\f\\r\\e\\N\\_\\L\\P.\"\n") == "·················.");
  CHECK(mapped("k: \"one \\\n   two\\\n\n  \\ three\"\n") == "one |two|\n| three");
  CHECK(mapped("k: \"one\n   two\n\n three\"\n") == "one·two|\n|three");
  CHECK(mapped("k: \"one\\\r\n two\"\r\n") == "one|two");
  CHECK(mapped("k: \"only \\\n\n\n \"\n") == "only |\n\n");
}

TEST_CASE("Line breaks of Unicode are folded as libyaml folds them") {
  CHECK(mapped("k: 'a\xC2\x85 b'\n") == "a·b");
  CHECK(mapped("k: 'a\xE2\x80\xA8 b'\n") == "a\xE2\x80\xA8|b");
  CHECK(mapped("k: 'a\r b'\n") == "a·b");
}

TEST_CASE("Anchors and tags before a scalar are not part of its value") {
  CHECK(mapped("k: &a !t value\n") == "value");
  CHECK(mapped("k: !t &a 'it''s'\n") == "it|'s");
  CHECK(mapped("k: !<tag:x,2002:y>\n  # comment\n  \"a\\\"\"\n") == "a|\"");
  CHECK(mapped("k: ! one\n  two\n") == "one·two");
  CHECK(mapped("k: !t | # comment\n  text\n") == "text\n");
  CHECK(mapped("k: &a:b\n  c\n") == ":b·c");
  CHECK(mapped("k: !\n\xEF\xBB\xBF  'it''s'\n") == "it|'s");
}

TEST_CASE("What is not the source of a scalar gives no map, and no harm") {
  const auto document = YamlDocument::parse("k: \"a\\\"b\"\n");
  REQUIRE(document);
  const YamlNode& node = *document->roots().at(0)->find("k");
  CHECK(map_scalar(node, "k: \"a\\\"c\"\n").empty());
  CHECK(map_scalar(node, "k: \"aaa\\\"\n").empty());
  CHECK(map_scalar(node, "k: \"\\\\\\\\\\\\\\\\").empty());
  CHECK(map_scalar(node, "").empty());
}

}  // namespace keyhound
