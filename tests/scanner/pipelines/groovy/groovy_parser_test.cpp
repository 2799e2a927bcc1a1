// SPDX-License-Identifier: Apache-2.0
// Whatever the text, reading ends and says whether it is complete.
#include "scanner/pipelines/groovy/groovy_parser.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

namespace keyhound {
namespace {

TEST_CASE("Brackets that do not match leave the calls around them readable") {
  const GroovyScript script = read_groovy("stage('a') {\n sh 'x' )\n echo('y'\n}\nsh 'z'");
  CHECK_FALSE(script.is_complete);
  std::string paths;
  for (const GroovyNode& node : script.nodes) paths += node.path + " ";
  CHECK(paths == "stage sh echo sh ");
}

TEST_CASE("Brackets deeper than the limit are passed over, and what follows is read") {
  std::string text;
  for (int i = 0; i < 5000; ++i) text += "f(";
  text += "'x'";
  for (int i = 0; i < 5000; ++i) text += ")";
  text += "\nsh 'z'";
  const GroovyScript script = read_groovy(text);
  CHECK_FALSE(script.is_complete);
  REQUIRE_FALSE(script.nodes.empty());
  CHECK(script.nodes.back().path == "sh");
}

TEST_CASE("A block that is never closed reaches to the end") {
  const GroovyScript script = read_groovy("node {\n sh 'x'");
  CHECK_FALSE(script.is_complete);
  REQUIRE(script.nodes.size() == 2);
  CHECK(script.nodes[0].block == TextRange{5, 14});
  CHECK(script.nodes[1].parent == 0);
}

TEST_CASE("An empty text has nothing") {
  CHECK(read_groovy("").nodes.empty());
  CHECK(read_groovy("").is_complete);
}

}  // namespace
}  // namespace keyhound
