// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/expressions/azure_macros.h"

#include <doctest/doctest.h>

#include <string>

namespace keyhound {
namespace {

// Each expression as written, with v: and p: for the names in it.
std::vector<std::string> found(std::string_view text) {
  std::vector<std::string> all;
  for (const AzureExpression& expression : find_azure_expressions(text)) {
    std::string line(text.substr(expression.whole.begin, expression.whole.size()));
    if (!expression.closed) line += " open";
    for (const AzureName& name : expression.names) {
      line += (name.is_parameter ? " p:" : " v:") + name.name;
      CHECK(name.range.begin >= expression.inside.begin);
      CHECK(name.range.end <= expression.inside.end);
    }
    all.push_back(std::move(line));
  }
  return all;
}

using Lines = std::vector<std::string>;

TEST_CASE("A macro is a name in brackets, and a command of a shell is none") {
  CHECK(found("x $(api-key.v_2)$(A) $(echo hi) $((1+2)) $() $(open $$(B)") ==
        Lines{"$(api-key.v_2) v:api-key.v_2", "$(A) v:A", "$(B) v:B"});
}

TEST_CASE("A runtime expression ends at its own bracket") {
  CHECK(found("$[ variables['a.b'] ] $[eq(variables.c, ']')]") ==
        Lines{"$[ variables['a.b'] ] v:a.b", "$[eq(variables.c, ']')] v:c"});
  CHECK(found("$[ variables.a") == Lines{"$[ variables.a open v:a"});
}

TEST_CASE("A template expression names parameters and variables") {
  CHECK(found("${{ if eq(parameters.env, 'variables.no }}') }}: ${{ Variables [ 'x' ] }}") ==
        Lines{"${{ if eq(parameters.env, 'variables.no }}') }} p:env",
              "${{ Variables [ 'x' ] }} v:x"});
}

TEST_CASE("Names that only a run knows are empty") {
  CHECK(found("${{ variables[parameters.n] }} ${{ parameters }}") ==
        Lines{"${{ variables[parameters.n] }} v: p:n", "${{ parameters }} p:"});
}

TEST_CASE("A word that is selected from something else is no context") {
  CHECK(found("$[ dependencies.A.outputs['s.variables.x'] ]$[a.variables.x]$[my_variables.x]") ==
        Lines{"$[ dependencies.A.outputs['s.variables.x'] ]", "$[a.variables.x]",
              "$[my_variables.x]"});
}

TEST_CASE("A name stands where its text does") {
  const std::string text = "key: ${{ parameters['a'] }}";
  const auto all = find_azure_expressions(text);
  REQUIRE(all.size() == 1);
  const TextRange range = all[0].names.at(0).range;
  CHECK(text.substr(range.begin, range.size()) == "parameters['a']");
  CHECK(all[0].syntax == AzureSyntax::kTemplate);
}

}  // namespace
}  // namespace keyhound
