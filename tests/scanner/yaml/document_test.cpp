// SPDX-License-Identifier: Apache-2.0
#include "scanner/yaml/document.h"

#include <doctest/doctest.h>

#include <chrono>

namespace keyhound {
namespace {

std::string repeat(std::string_view text, std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += text;
  return out;
}

std::string error_of(std::string_view text) {
  const auto document = YamlDocument::parse(text);
  return document ? "" : document.error().message;
}

double seconds_to_parse(std::string_view text) {
  const auto start = std::chrono::steady_clock::now();
  static_cast<void>(YamlDocument::parse(text));
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

}  // namespace

TEST_CASE("YamlDocument finds a mapping's value by its key, through aliases") {
  const auto document =
      YamlDocument::parse("base: &b {name: x}\nuse: *b\nlist: [1, two]\nnone:\n? [a]\n: c\n");
  REQUIRE(document);
  const YamlNode& root = *document->roots().at(0);
  REQUIRE(root.find("use") != nullptr);
  CHECK(root.find("use")->find("name")->text == "x");
  CHECK(root.find("list")->items.size() == 2);
  CHECK(root.find("none")->kind == YamlKind::kNull);
  CHECK(root.find("nothing") == nullptr);
  CHECK(root.find("list")->find("x") == nullptr);
  CHECK(root.entries[1].second->kind == YamlKind::kAlias);
}

TEST_CASE("YamlDocument keeps text and tag as written and resolves no types") {
  const auto document =
      YamlDocument::parse("a: yes\nb: 012\nc: !reference [x]\nd: 'null'\ne: null\n");
  REQUIRE(document);
  const YamlNode& root = *document->roots().at(0);
  CHECK(root.find("a")->text == "yes");
  CHECK(root.find("b")->text == "012");
  CHECK(root.find("c")->tag == "!reference");
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
  CHECK(root->find("a")->text == "b");
}

TEST_CASE("YamlDocument refuses duplicate keys with both places") {
  CHECK(error_of("a: 1\nb: 2\n\"a\": 3\n") == "3:1: duplicate key, first at 1:1");
  CHECK(error_of("x: {k: 1,\n  k: 2}\n") == "2:3: duplicate key, first at 1:5");
  CHECK(error_of("&k a: 1\n*k : 2\n") == "2:1: duplicate key, first at 1:1");
  CHECK(error_of("- {a: 1}\n- {a: 1}\n").empty());
  CHECK(error_of("a: a\n").empty());
}

TEST_CASE("YamlDocument refuses aliases that lead nowhere or back to themselves") {
  CHECK(error_of("a: *b\n") == "1:4: alias of an anchor that does not exist");
  CHECK(error_of("a: &a [1, {b: *a}]\n") == "1:15: alias of a node that contains it");
  CHECK(error_of("- &a 1\n- &a 2\n- *a\n").empty());
}

TEST_CASE("YamlDocument does not expand a bomb of aliases") {
  std::string bomb = "a0: &a0 [x, x]\n";
  for (int i = 1; i < 60; ++i) {
    const std::string previous = "*a" + std::to_string(i - 1);
    bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + previous + ", " +
            previous + "]\n";
  }
  CHECK(error_of(bomb).empty());
  CHECK(seconds_to_parse(bomb) < 1.0);
}

TEST_CASE("YamlDocument refuses what is nested too deeply, quickly and in every style") {
  struct Row {
    std::string_view name, open;
  };
  for (const Row& row :
       {Row{"flow sequence", "["}, Row{"flow sequence over lines", "[\n"},
        Row{"flow mapping", "{a: "}, Row{"block sequence", "- "}, Row{"complex key", "? "}}) {
    CAPTURE(row.name);
    const std::string text = repeat(row.open, 100'000);
    const auto document = YamlDocument::parse(text);
    REQUIRE_FALSE(document);
    CHECK(document.error().kind == ErrorKind::kLimit);
    CHECK(document.error().message.find("nested deeper than 128 levels") != std::string::npos);
    CHECK(seconds_to_parse(text) < 2.0);
  }
  CHECK(error_of(repeat("[", 128) + repeat("]", 128)).empty());
  CHECK(error_of(repeat("[", 129) + repeat("]", 129)) == "1:129: nested deeper than 128 levels");
}

TEST_CASE("YamlDocument refuses what is larger than its limits") {
  YamlLimits limits;
  limits.bytes = 8;
  CHECK(YamlDocument::parse("a: 12345", limits));
  CHECK(YamlDocument::parse("a: 123456", limits).error().kind == ErrorKind::kLimit);
  CHECK(error_of(repeat("- a\n", 300'000)) == "200000:3: more than 200000 nodes");
  CHECK(error_of(repeat("---\n", 80)) == "65:1: more than 64 documents");
  CHECK(error_of(repeat("%TAG !a! tag:x,\n", 65)) == "1:1: too many %TAG directives");
}

TEST_CASE("YamlDocument reads hostile text in time that grows with its size") {
  struct Row {
    std::string_view name;
    std::string text;
  };
  const std::size_t mega = 1'000'000;
  std::string keys = "{";
  for (int i = 0; i < 90'000; ++i) keys += "k" + std::to_string(i) + ": 1, ";
  std::string anchors;
  for (int i = 0; i < 90'000; ++i) anchors += "- &a" + std::to_string(i) + " x\n";
  for (const Row& row :
       {Row{"one scalar", "a: " + std::string(4 * mega, 'x')},
        Row{"quoted scalar", "a: \"" + repeat("\\n", 2 * mega) + "\""},
        Row{"folded lines", "a: >\n" + repeat(" x\n", mega)}, Row{"keys in one line", keys + "}"},
        Row{"anchors", anchors}, Row{"empty lines", repeat("\n", 4 * mega)},
        Row{"comments", repeat("#\n", 2 * mega)},
        Row{"one flow line", "[" + repeat("a,", 190'000) + "]"},
        Row{"question marks", repeat("?\n", mega)}, Row{"colons", repeat(":\n", mega)},
        Row{"quotes", repeat("'", 4 * mega)}, Row{"bangs", repeat("!", 4 * mega)},
        Row{"long tag", "!<" + std::string(4 * mega, 'a') + "> x"},
        Row{"long anchor", "&" + std::string(4 * mega, 'a') + " x"},
        Row{"plain lines", repeat("a\n", 2 * mega)}, Row{"dashes", repeat("-\n", mega)}}) {
    CAPTURE(row.name);
    CHECK(seconds_to_parse(row.text) < 10.0);
  }
}

TEST_CASE("YamlDocument refuses what is not UTF-8 text, naming the place") {
  CHECK(error_of("a: b\nc: \xC3(\n") == "2:5: invalid trailing UTF-8 octet");
  CHECK(error_of(std::string_view("\xFF\xFE"
                                  "a\0",
                                  4)) == "1:1: encoded as UTF-16; save it as UTF-8");
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
