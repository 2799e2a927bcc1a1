// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/groovy/groovy_brackets.h"

#include <doctest/doctest.h>

#include <string_view>

namespace keyhound {
namespace {

GroovyBrackets match(std::string_view text) {
  return match_groovy_brackets(text, lex_groovy(text).tokens);
}

TEST_CASE("Brackets close the nearest one of their kind") {
  const GroovyBrackets brackets = match("( [ ] { ( ) } )");
  CHECK(brackets.is_complete);
  CHECK(brackets.closer == std::vector<std::uint32_t>{7, 2, 2, 6, 5, 5, 6, 7});
}

TEST_CASE("A bracket closes those that were left open inside, and a stray one closes nothing") {
  const GroovyBrackets brackets = match("{ ( [ } ) [");
  CHECK_FALSE(brackets.is_complete);
  CHECK(brackets.closer == std::vector<std::uint32_t>{3, 3, 3, 3, 4, 6});
}

}  // namespace
}  // namespace keyhound
