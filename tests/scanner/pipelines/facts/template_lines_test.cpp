// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/facts/template_lines.h"

#include <doctest/doctest.h>

namespace keyhound {
namespace {

std::vector<std::string> lines(std::string_view text) {
  Definition definition;
  DefinitionSource source;
  source.text = text;
  read_template_lines(source, definition);
  std::vector<std::string> found;
  for (const Binding& one : definition.bindings) {
    CHECK(text.substr(one.value.whole.begin, one.value.whole.size()) == one.value.text);
    CHECK(text.substr(one.name_range.begin, one.name_range.size()) == one.name);
    found.push_back(one.name + "=" + one.value.text + (one.is_literal ? "" : " made"));
  }
  return found;
}

using Texts = std::vector<std::string>;

TEST_CASE("Marks of template engines are known, and a platform's expressions are none") {
  CHECK(has_template_marks("a: {{ .Values.x }}"));
  CHECK(has_template_marks("{{ x }}"));
  CHECK(has_template_marks("{% if x %}"));
  CHECK(has_template_marks("a: <%= x %>"));
  CHECK(has_template_marks("a: ${{ x }} {{ y }}"));
  CHECK_FALSE(has_template_marks("a: ${{ secrets.X }}"));
  CHECK_FALSE(has_template_marks("a: b"));
}

TEST_CASE("Lines with a key and a value are bindings") {
  CHECK(lines("a: b\n  - c.d: 'e f' # note\nx:\n{{- if y }}\npassword: \"hunter2\"\r\n") ==
        Texts{"a=b", "c.d=e f", "password=hunter2"});
}

TEST_CASE("Values that an engine or a platform makes are no literals") {
  CHECK(lines("a: {{ x }}\nb: ${{ secrets.X }}\nc: ${X}\nd: ''\n") ==
        Texts{"a={{ x }} made", "b=${{ secrets.X }} made", "c=${X} made", "d= made"});
}

TEST_CASE("Comments, text and odd lines are nothing") {
  CHECK(lines("# a: b\na b: c\n: d\na:\na:b\na: # c\n\n").empty());
  CHECK(lines("").empty());
}

}  // namespace
}  // namespace keyhound
