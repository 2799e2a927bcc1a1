// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/included_definitions.h"

#include <doctest/doctest.h>

#include "tests/support/read_definition.h"

namespace keyhound {
namespace {

TEST_CASE("Files that only an include tells are read, each once, and what they include") {
  const std::map<std::string, std::string> files = {
      {".gitlab-ci.yml", "include: [a.yml, {local: b.yml}]\njob: {script: [x]}\n"},
      {"a.yml", "variables: {A: one}\n"},
      {"b.yml", "include: /c.yml\nvariables: {B: two}\n"},
      {"c.yml", "include: a.yml\nvariables: {C: three}\n"},
  };
  const testing::TextTree tree(files);
  std::vector<Definition> definitions;
  std::vector<Diagnostic> diagnostics;
  for (const auto& [path, text] : files)
    if (auto one = read_definition(path, text, &tree, diagnostics))
      definitions.push_back(std::move(*one));
  REQUIRE(definitions.size() == 1);
  read_included_definitions(definitions, tree, diagnostics);
  REQUIRE(definitions.size() == 4);
  CHECK(definitions[1].path == "a.yml");
  CHECK(definitions[2].path == "b.yml");
  CHECK(definitions[3].path == "c.yml");
  CHECK(definitions[3].platform->id == "gitlab-ci");
  CHECK(testing::list_bindings(definitions[3], BindingKind::kVariable) ==
        testing::Lines{"variables/C = three literal"});
  CHECK(diagnostics.empty());
}

TEST_CASE("An included file that is no YAML is told") {
  const testing::TextTree tree(std::map<std::string, std::string>{{"a.yml", "a: [\n"}});
  std::vector<Definition> definitions = {
      testing::read_facts(".gitlab-ci.yml", "include: a.yml\n", &tree)};
  std::vector<Diagnostic> diagnostics;
  read_included_definitions(definitions, tree, diagnostics);
  CHECK(definitions.size() == 1);
  REQUIRE(diagnostics.size() == 1);
  CHECK(diagnostics[0].kind == "unreadable-definition");
  CHECK(diagnostics[0].subject == "a.yml");
}

}  // namespace
}  // namespace keyhound
