// SPDX-License-Identifier: Apache-2.0
#include "scanner/yaml/document.h"

#include <doctest/doctest.h>

#include <string>

namespace keyhound {
namespace {

std::string error_of(std::string_view text) {
  const auto document = YamlDocument::parse(text);
  return document ? "" : document.error().message;
}

}  // namespace

TEST_CASE("YamlDocument finds a mapping's value by its key, through aliases") {
  const auto document =
      YamlDocument::parse("base: &b {name: x}\nuse: *b\nlist: [1, two]\nnone:\n? [a]\n: c\n");
  REQUIRE(document);
  const YamlNode& root = *document->roots().at(0);
  REQUIRE(root.find("use") != nullptr);
  CHECK(root.find("use")->find("name")->text() == "x");
  CHECK(root.find("list")->items().size() == 2);
  CHECK(root.find("none")->kind == YamlKind::kNull);
  CHECK(root.find("nothing") == nullptr);
  CHECK(root.find("list")->find("x") == nullptr);
  CHECK(root.entries()[1].value.kind == YamlKind::kAlias);
}

TEST_CASE("YamlDocument keeps text and tag as written and resolves no types") {
  const auto document =
      YamlDocument::parse("a: yes\nb: 012\nc: !reference [x]\nd: 'null'\ne: null\n");
  REQUIRE(document);
  const YamlNode& root = *document->roots().at(0);
  CHECK(root.find("a")->text() == "yes");
  CHECK(root.find("b")->text() == "012");
  CHECK(root.find("c")->tag() == "!reference");
  CHECK(root.find("d")->kind == YamlKind::kScalar);
  CHECK(root.find("e")->kind == YamlKind::kNull);
}

TEST_CASE("YamlDocument has one root for each document and none for an empty file") {
  CHECK(YamlDocument::parse("")->roots().empty());
  CHECK(YamlDocument::parse("# nothing\n")->roots().empty());
  CHECK(YamlDocument::parse("a\n---\nb\n---\n")->roots().size() == 3);
}

TEST_CASE("YamlDocument stays valid when it is moved") {
  auto document = YamlDocument::parse("a: b");
  REQUIRE(document);
  const YamlNode* root = document->roots().at(0);
  const YamlDocument moved = std::move(*document);
  CHECK(moved.roots().at(0) == root);
  CHECK(root->find("a")->text() == "b");
}

TEST_CASE("YamlDocument refuses duplicate keys with both places") {
  CHECK(error_of("a: 1\nb: 2\n\"a\": 3\n") == "3:1: duplicate key, first at 1:1");
  CHECK(error_of("x: {k: 1,\n  k: 2}\n") == "2:3: duplicate key, first at 1:5");
  CHECK(error_of("&k a: 1\n*k : 2\n") == "2:1: duplicate key, first at 1:1");
  CHECK(error_of("- {a: 1}\n- {a: 1}\n").empty());
  CHECK(error_of("a: a\n").empty());
}

TEST_CASE("YamlDocument reports duplicate keys where that is asked for, and the first one counts") {
  const auto document =
      YamlDocument::parse("a: 1\na: 2\nb: {c: 1, c: 2}\na: 3\n", {}, {DuplicateKeys::kReport});
  REQUIRE(document);
  CHECK(document->roots().at(0)->find("a")->text() == "1");
  CHECK(document->roots().at(0)->entries().size() == 4);
  std::string all;
  for (const YamlDuplicate& key : document->duplicates()) {
    const SourcePosition first = document->position(key.first);
    const SourcePosition repeat = document->position(key.repeat);
    all += std::to_string(first.line) + ":" + std::to_string(first.column) + "<" +
           std::to_string(repeat.line) + ":" + std::to_string(repeat.column) + " ";
  }
  CHECK(all == "1:1<2:1 3:5<3:11 1:1<4:1 ");
  CHECK(YamlDocument::parse("a: 1")->duplicates().empty());
}

TEST_CASE("YamlDocument refuses an anchored key that its alias repeats, before either is placed") {
  CHECK(error_of("- &x a\n- {*x : 1, a: 2}\n") == "2:12: duplicate key, first at 2:4");
  CHECK(error_of("- &x [a]\n- {*x : 1, *x : 2}\n").empty());
}

TEST_CASE("YamlDocument gives the bytes of each node in the file, a byte order mark included") {
  const std::string_view yaml = "\xEF\xBB\xBFk\xC3\xA4y: 'v'\r\nlist: [&a x, *a]\r\n";
  const auto document = YamlDocument::parse(yaml);
  REQUIRE(document);
  CHECK(document->source() == yaml);
  const YamlNode& root = *document->roots().at(0);
  const auto text_of = [&](const YamlNode& node) {
    return yaml.substr(node.begin, node.end - node.begin);
  };
  CHECK(root.begin == 3);
  CHECK(text_of(root.entries()[0].key) == "k\xC3\xA4y");
  CHECK(text_of(root.entries()[0].value) == "'v'");
  CHECK(text_of(*root.find("list")) == "[&a x, *a]");
  CHECK(text_of(root.find("list")->items()[0]) == "&a x");
  CHECK(text_of(root.find("list")->items()[1]) == "*a");
  CHECK(document->start(root) == SourcePosition{1, 1});
  CHECK(document->start(root.entries()[0].value) == SourcePosition{1, 6});
  CHECK(document->end(root.entries()[0].value) == SourcePosition{1, 9});
  CHECK(document->start(*root.find("list")) == SourcePosition{2, 7});
}

TEST_CASE("YamlDocument keeps its texts when the caller's is gone") {
  std::string yaml = "plain: a long enough text to need memory\nquoted: \"esc\\x41ped\"\n";
  const auto copied = YamlDocument::parse(yaml);
  const auto owned = YamlDocument::parse_owned(std::string(yaml));
  yaml.assign(yaml.size(), '#');
  for (const auto* document : {&copied, &owned}) {
    REQUIRE(*document);
    const YamlNode& root = *(*document)->roots().at(0);
    CHECK(root.find("plain")->text() == "a long enough text to need memory");
    CHECK(root.find("quoted")->text() == "escAped");
  }
}

TEST_CASE("YamlDocument refuses tabs as indentation, and unterminated quotes, with their places") {
  CHECK(error_of("a:\n\tb: 1\n").starts_with("2:1: "));
  CHECK(error_of("a:\n\tb: 1\n").find("use spaces") != std::string::npos);
  CHECK(error_of("a:\tb\n").empty());
  CHECK(error_of("a: \"open\nb: 1\n").find("that starts at 1:4") != std::string::npos);
  CHECK(error_of("a: 'open\n").find("that starts at 1:4") != std::string::npos);
  CHECK(error_of("a: [open\n").find("that starts at 1:4") != std::string::npos);
}

TEST_CASE("YamlDocument refuses aliases that lead nowhere or back to themselves") {
  CHECK(error_of("a: *b\n") == "1:4: alias of an anchor that does not exist");
  CHECK(error_of("a: &a [1, {b: *a}]\n") == "1:15: alias of a node that contains it");
  CHECK(error_of("- &a 1\n- &a 2\n- *a\n").empty());
}

TEST_CASE("YamlDocument refuses what is not UTF-8 text, naming the place") {
  CHECK(error_of("a: b\nc: \xC3(\n") == "2:5: invalid trailing UTF-8 octet");
  CHECK(error_of(std::string_view("\xFF\xFE"
                                  "a\0",
                                  4)) == "1:1: encoded as UTF-16; save it as UTF-8");
  CHECK(error_of(std::string_view("\xFE\xFF\0a", 4)) == "1:1: encoded as UTF-16; save it as UTF-8");
  CHECK(error_of("a: \xC3") == "1:4: incomplete UTF-8 octet sequence");
  CHECK(error_of("a: \xED\xA0\x80\n") == "1:4: invalid Unicode character");
  CHECK(error_of("a: \x1B[31m\n") == "1:4: control characters are not allowed");
}

TEST_CASE("YamlDocument never quotes the text in an error") {
  const std::string secret = "Zq9hunter2";
  for (const std::string& text :
       {secret + ": 1\n" + secret + ": 2\n", "a: *" + secret,
        "a: &" + secret + " [*" + secret + "]", "a: [" + secret, "!" + secret + "!x y",
        "%" + secret + " z\n---\n" + secret + ": : x", "\"" + secret, "a: b: " + secret}) {
    CAPTURE(text);
    const std::string error = error_of(text);
    CHECK_FALSE(error.empty());
    CHECK(error.find(secret) == std::string::npos);
  }
}

}  // namespace keyhound
