// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/facts/yaml_access.h"

#include <doctest/doctest.h>

namespace keyhound {
namespace {

class Sample {
 public:
  explicit Sample(std::string text) : text_(std::move(text)), document_(parse(text_)) {}

  [[nodiscard]] const YamlNode* root() const { return root_of(&document_); }
  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] std::string at_range(TextRange range) const {
    return text_.substr(range.begin, range.size());
  }

 private:
  static YamlDocument parse(const std::string& text) {
    auto document = YamlDocument::parse(text);
    REQUIRE(document);
    return std::move(*document);
  }

  std::string text_;
  YamlDocument document_;
};

TEST_CASE("What is not there, or is of another kind, reads as nothing") {
  const Sample sample("a: {b: c}\nd: [1, 2]\ne:\n");
  CHECK(text_of(at(sample.root(), {"a", "b"})) == "c");
  CHECK(at(sample.root(), {"a", "x", "y"}) == nullptr);
  CHECK(at(nullptr, "a") == nullptr);
  CHECK(at(at(sample.root(), "d"), "a") == nullptr);
  CHECK(text_of(at(sample.root(), "d")).empty());
  CHECK_FALSE(is_scalar(at(sample.root(), "e")));
  CHECK(entries_of(at(sample.root(), "d")).empty());
  CHECK(items_of(at(sample.root(), "e")).empty());
  CHECK(items_of(nullptr).empty());
  CHECK(root_of(nullptr) == nullptr);
}

TEST_CASE("One item and a list of one read alike") {
  const Sample sample("a: x\nb: [x]\nc: {d: e}\n");
  for (const char* key : {"a", "b"}) {
    const auto items = items_of(at(sample.root(), key));
    REQUIRE(items.size() == 1);
    CHECK(text_of(items.front()) == "x");
  }
  CHECK(items_of(at(sample.root(), "c")).size() == 1);
}

TEST_CASE("Words for yes and no are read in any case") {
  const Sample sample("y: [true, Yes, ON, '1']\nn: [false, No, off, 0]\no: [maybe, '']\n");
  for (const YamlNode* one : items_of(at(sample.root(), "y"))) CHECK(is_true(one));
  for (const YamlNode* one : items_of(at(sample.root(), "n"))) CHECK(is_false(one));
  for (const YamlNode* one : items_of(at(sample.root(), "o"))) {
    CHECK_FALSE(is_true(one));
    CHECK_FALSE(is_false(one));
  }
  CHECK_FALSE(is_true(nullptr));
}

TEST_CASE("Aliases are followed, and merge keys where they are asked for") {
  const Sample sample("a: &x {k: v}\nb: *x\nc: {<<: *x, own: 1}\n");
  CHECK(text_of(at(sample.root(), {"b", "k"})) == "v");
  CHECK(is_mapping(at(sample.root(), "b")));
  CHECK(entries_of(at(sample.root(), "c")).size() == 2);
  const auto merged = entries_of(at(sample.root(), "c"), true);
  REQUIRE(merged.size() == 2);
  const bool has_key = merged[0].name == "k" || merged[1].name == "k";
  CHECK(has_key);
}

TEST_CASE("A node stands at its own bytes, without what is behind it") {
  const Sample sample("a: |\n  one\n  two\n\n# comment\nb: 'x'\n");
  CHECK(sample.at_range(range_of(*at(sample.root(), "a"), sample.text())) == "|\n  one\n  two");
  CHECK(sample.at_range(range_of(*at(sample.root(), "b"), sample.text())) == "'x'");
}

TEST_CASE("Each byte of a value has its place in the file") {
  const Sample sample("a: |\n  one\n  two\nb: \"x\\ty\"\n");
  const SourceText block = source_text_of(*at(sample.root(), "a"), sample.text());
  CHECK(block.text == "one\ntwo\n");
  CHECK(sample.at_range(block.source_of(TextRange{4, 7})) == "two");
  const SourceText quoted = source_text_of(*at(sample.root(), "b"), sample.text());
  CHECK(quoted.text == "x\ty");
  CHECK(sample.at_range(quoted.source_of(TextRange{2, 3})) == "y");
  CHECK(sample.at_range(quoted.whole) == "\"x\\ty\"");
}

TEST_CASE("Key paths are parted by slashes") {
  CHECK(key_path("", "jobs") == "jobs");
  CHECK(key_path("jobs/a", "steps") == "jobs/a/steps");
  CHECK(key_path("steps", std::size_t{2}) == "steps/2");
}

}  // namespace
}  // namespace keyhound
