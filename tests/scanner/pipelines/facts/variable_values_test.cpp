// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/facts/variable_values.h"

#include <doctest/doctest.h>

namespace keyhound {
namespace {

std::vector<std::string> names(std::string_view text) {
  std::vector<std::string> names;
  for (const ValueVariable& one : find_variables(text))
    names.push_back(std::string(one.name) + "=" +
                    std::string(text.substr(one.range.begin, one.range.size())));
  return names;
}

using Names = std::vector<std::string>;

TEST_CASE("Variables of a value are found with and without braces") {
  CHECK(names("a $B-${C}/$D_1") == Names{"B=$B", "C=${C}", "D_1=$D_1"});
  CHECK(names("${A:-b} ${C:-$D}") == Names{"A=${A:-b}", "C=${C:-", "D=$D"});
}

TEST_CASE("Escapes, commands and numbers are no variables") {
  for (const char* text : {"$$A", "\\$A", "$(A)", "$1", "$", "${}", "${A", "${A b}", "100$"}) {
    CAPTURE(text);
    CHECK(names(text).empty());
  }
  CHECK(names("$$A$B") == Names{"B=$B"});
}

}  // namespace
}  // namespace keyhound
