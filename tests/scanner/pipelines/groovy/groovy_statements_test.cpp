// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "scanner/pipelines/groovy/groovy_calls.h"

namespace keyhound {
namespace {

// The tree in one line: "a{b c{d}}", assignments with =, definitions with !.
std::string tree(const GroovyScript& script, std::uint32_t at) {
  const GroovyNode& node = script.nodes[at];
  std::string text = node.path;
  if (node.kind == GroovyNodeKind::kAssignment) text += "=";
  if (node.kind == GroovyNodeKind::kDefinition) text += "!";
  if (node.children.empty()) return text;
  text += "{";
  for (const std::uint32_t child : node.children) {
    if (text.back() != '{') text += " ";
    text += tree(script, child);
  }
  return text + "}";
}

std::string tree(std::string_view text) {
  const GroovyScript script = read_groovy(text);
  std::string all;
  for (std::uint32_t i = 0; i < script.nodes.size(); ++i) {
    if (script.nodes[i].parent == kNoGroovyNode) all += (all.empty() ? "" : " ") + tree(script, i);
  }
  return all;
}

TEST_CASE("Control words are blocks, and a single statement follows them") {
  CHECK(tree("if (a) { sh 'x' } else if (b) echo 'y'\n else { sh 'z' }") ==
        "if{sh} if echo else{sh}");
  CHECK(tree("try { a() } catch (Exception e) { b() } finally { c() }") ==
        "try{a} catch{b} finally{c}");
  CHECK(tree("for (x in list()) { sh x }") == "for{list sh}");
  CHECK(tree("switch (x) {\n case 'a': sh 'b'; break\n default: sh 'c'\n}") == "switch{sh sh}");
}

TEST_CASE("Declarations are assignments and definitions") {
  CHECK(tree("def x = sh(script: 'a')") == "x={sh}");
  CHECK(tree("String x = f 'a'") == "x={f}");
  CHECK(tree("env.X = 'a'\nenv['Y'] = 'b'\nx += 'c'") == "env.X= env.Y= x=");
  CHECK(tree("def f(String a) { sh a }\nvoid g() { f('x') }\nString h() { g() }") ==
        "f!{sh} g!{f} h!{g}");
  CHECK(tree("class A extends B { def f() { sh 'x' } }") == "A!{f!{sh}}");
}

TEST_CASE("Annotations, imports and a block on the next line are read") {
  CHECK(tree("@Library('lib@1') _\nimport a.b.C\n@NonCPS\npipeline\n{\n agent any\n}") ==
        "@Library pipeline{agent}");
}

TEST_CASE("The parameters of a closure are no calls") {
  CHECK(tree("list.each { String name, x ->\n sh name\n}") == "list.each{sh}");
}

TEST_CASE("The branches of parallel belong to it") {
  CHECK(tree("parallel linux: { sh 'a' }, mac: { sh 'b' }") == "parallel{sh sh}");
  CHECK(tree("parallel(a: { sh 'a' },\n b: { sh 'b' })") == "parallel{sh sh}");
}

}  // namespace
}  // namespace keyhound
