// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/fixes/yaml_layout.h"

#include <doctest/doctest.h>

namespace keyhound {
namespace {

// The text with `k: v` behind the entries of the mapping at `path`.
std::string added(const std::string& text, std::string_view path) {
  const auto document = YamlDocument::parse(text);
  REQUIRE(document.has_value());
  const YamlLayout layout(*document);
  const YamlNode* node = layout.own_node(path);
  if (node == nullptr) return "shared";
  const auto edit = layout.add(*node, {{"k", "v"}});
  return edit ? apply_edits(text, {*edit}) : "not understood";
}

std::string added_mapping(const std::string& text, std::string_view path) {
  const auto document = YamlDocument::parse(text);
  REQUIRE(document.has_value());
  const YamlLayout layout(*document);
  const YamlNode* node = layout.own_node(path);
  REQUIRE(node != nullptr);
  const auto edit = layout.add(*node, "m", {{"k", "v"}});
  return edit ? apply_edits(text, {*edit}) : "not understood";
}

std::string removed(const std::string& text, std::string_view key) {
  const auto document = YamlDocument::parse(text);
  REQUIRE(document.has_value());
  const YamlLayout layout(*document);
  const YamlNode* node = layout.own_node("a");
  REQUIRE(node != nullptr);
  const auto edit = layout.remove(*node, *YamlLayout::own_entry(*node, key));
  return edit ? apply_edits(text, {*edit}) : "not understood";
}

}  // namespace

TEST_CASE("An entry is added to a block mapping at the column of its keys, behind the last one") {
  CHECK(added("a:\n    b: 1 # c\n\nz: 2\n", "a") == "a:\n    b: 1 # c\n    k: v\n\nz: 2\n");
  CHECK(added("a:\n- b: |\n    x\n    # no comment\n- z\n", "a/0") ==
        "a:\n- b: |\n    x\n    # no comment\n  k: v\n- z\n");
  CHECK(added("a:\n  - - b: 1\n", "a/0/0") == "a:\n  - - b: 1\n      k: v\n");
  CHECK(added("a:\n  b:\n    c: 1\nd: 2\n", "a") == "a:\n  b:\n    c: 1\n  k: v\nd: 2\n");
  CHECK(added("a:\n  b: x\n   y\n", "a") == "a:\n  b: x\n   y\n  k: v\n");
  CHECK(added("a:\n  b:\nd: 2\n", "a") == "a:\n  b:\n  k: v\nd: 2\n");
}

TEST_CASE("Line ends are kept, and a file without one at its end stays so") {
  CHECK(added("a:\r\n  b: 1\r\nc: 2\r\n", "a") == "a:\r\n  b: 1\r\n  k: v\r\nc: 2\r\n");
  CHECK(added("a:\n  b: 1", "a") == "a:\n  b: 1\n  k: v");
  CHECK(added("a:\r\n  b: 1", "a") == "a:\r\n  b: 1\r\n  k: v");
}

TEST_CASE("An entry is added to a flow mapping before its bracket") {
  CHECK(added("a: {b: 1}\n", "a") == "a: {b: 1, k: v}\n");
  CHECK(added("a: {}\n", "a") == "a: {k: v}\n");
  CHECK(added("a:\t{b:\t1\t}\n", "a") == "a:\t{b:\t1, k: v\t}\n");
  CHECK(added("a: { b: '1', }\n", "a") == "a: { b: '1', k: v, }\n");
  CHECK(added("a: {\n  b: {c: 1} # d\n}\n", "a") == "a: {\n  b: {c: 1}, k: v # d\n}\n");
}

TEST_CASE("A mapping is added with the file's own indentation") {
  CHECK(added_mapping("a:\n    b: 1\n", "a") == "a:\n    b: 1\n    m:\n        k: v\n");
  CHECK(added_mapping("on: push\na:\n  - b: 1\nc:\n   d: 1\n", "a/0") ==
        "on: push\na:\n  - b: 1\n    m:\n       k: v\nc:\n   d: 1\n");
  CHECK(added_mapping("a: [{b: 1}]\n", "a/0") == "a: [{b: 1, m: {k: v}}]\n");
}

TEST_CASE("What is shared, tagged or laid out in a way of its own is left alone") {
  CHECK(added("a: &x\n  b: 1\n", "a") == "shared");
  CHECK(added("x: &x {b: 1}\na: *x\n", "a") == "shared");
  CHECK(added("a: !t\n  b: 1\n", "a") == "shared");
  CHECK(added("? x\n: b: 1\n", "x") == "not understood");
  CHECK(added("a: 1\n---\nb: 1\n", "") == "shared");
  CHECK(added("a: x\n", "a") == "not understood");
}

TEST_CASE("An entry is taken out with its line, or with its comma") {
  CHECK(removed("a:\n  b: 1\n  c: 2 # x\n  d: 3\n", "c") == "a:\n  b: 1\n  d: 3\n");
  CHECK(removed("a:\r\n  b: 1\r\n  c:\r\n    x: 1\r\nd: 1\r\n", "c") == "a:\r\n  b: 1\r\nd: 1\r\n");
  CHECK(removed("a: {b: 1, c: 2}\n", "b") == "a: {c: 2}\n");
  CHECK(removed("a: {b: 1, c: 2}\n", "c") == "a: {b: 1}\n");
  CHECK(removed("a:\n  b: 1\n", "b") == "not understood");
  CHECK(removed("a:\n  b: 1\n  c: 2", "c") == "not understood");
  CHECK(removed("a: {b: 1, # why\n c: 2}\n", "b") == "not understood");
}

TEST_CASE("Values are quoted where they have to be") {
  CHECK(YamlLayout::written("${{ secrets.A }}", false) == "${{ secrets.A }}");
  CHECK(YamlLayout::written("${{ secrets.A }}", true) == "'${{ secrets.A }}'");
  CHECK(YamlLayout::written("${{ secrets['A'] }}", true) == "\"${{ secrets['A'] }}\"");
  CHECK(YamlLayout::written("${{ format('{0}: x', 1) }}", false) ==
        "\"${{ format('{0}: x', 1) }}\"");
}

}  // namespace keyhound
