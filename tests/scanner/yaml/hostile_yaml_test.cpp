// SPDX-License-Identifier: Apache-2.0
// What a hostile file can do to the YAML reader: nothing but be refused, or read, soon.
#include <doctest/doctest.h>

#include <chrono>
#include <string>

#include "scanner/yaml/document.h"

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

TEST_CASE("YamlDocument refuses 200,000 open brackets at the depth that is too much, at once") {
  const std::string text = repeat("[", 200'000);
  CHECK(error_of(text) == "1:129: nested deeper than 128 levels");
  CHECK(seconds_to_parse(text) < 0.5);
}

TEST_CASE("YamlDocument refuses 100 MB by their size at once") {
  const std::string text(100'000'000, '[');
  CHECK(error_of(text) == "1:1: larger than 4194304 bytes");
  CHECK(seconds_to_parse(text) < 0.1);
}

TEST_CASE("YamlDocument takes a megabyte of a pipeline definition unless told otherwise") {
  const std::string text = "a: b\n#" + std::string((1U << 20U) - 6, '#');
  CHECK(YamlDocument::parse(text, kPipelineYamlLimits));
  const auto larger = YamlDocument::parse(text + "#", kPipelineYamlLimits);
  REQUIRE_FALSE(larger);
  CHECK(larger.error().message == "1:1: larger than 1048576 bytes");
  CHECK(YamlDocument::parse(text + "#"));
}

TEST_CASE("YamlDocument takes a megabyte of one value") {
  const std::string mega(1U << 20U, 'x');
  CHECK(error_of("a: " + mega).empty());
  CHECK(error_of("k: v\na: " + mega + "x") == "2:4: a value of more than 1048576 bytes");
  CHECK(error_of("a: \"" + mega + "x\"") == "1:4: a value of more than 1048576 bytes");
  CHECK(error_of("a: |\n " + mega + "\n") == "1:4: a value of more than 1048576 bytes");
}

TEST_CASE("YamlDocument refuses tags whose prefix would be written out for each") {
  const std::string prefix(1'000'000, 'p');
  const std::string text = "%TAG !a! " + prefix + "\n---\n" + repeat("- !a!x y\n", 190'000);
  const auto document = YamlDocument::parse(text);
  REQUIRE_FALSE(document);
  CHECK(document.error().kind == ErrorKind::kLimit);
  CHECK(document.error().message.ends_with(": tags that are too long"));
  CHECK(seconds_to_parse(text) < 2.0);
  CHECK(error_of(repeat("- !!str x\n", 50'000)).empty());
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
  std::string same = "{";
  for (int i = 0; i < 90'000; ++i) same += "k: 1, ";
  std::string anchors;
  for (int i = 0; i < 90'000; ++i) anchors += "- &a" + std::to_string(i) + " x\n";
  for (const Row& row :
       {Row{"one scalar", "a: " + std::string(4 * mega, 'x')},
        Row{"quoted scalar", "a: \"" + repeat("\\n", 2 * mega) + "\""},
        Row{"folded lines", "a: >\n" + repeat(" x\n", mega)}, Row{"keys in one line", keys + "}"},
        Row{"one key again and again", same + "}"}, Row{"anchors", anchors},
        Row{"empty lines", repeat("\n", 4 * mega)}, Row{"comments", repeat("#\n", 2 * mega)},
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

}  // namespace keyhound
