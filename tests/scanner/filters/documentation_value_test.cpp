// SPDX-License-Identifier: Apache-2.0
#include "scanner/filters/documentation_value.h"

#include <doctest/doctest.h>

#include <regex>
#include <string>

namespace keyhound {
namespace {

// As RE2 would, for what these tests ask.
Result<TextTest> compile(std::string_view regex) {
  if (regex.find("((") != std::string_view::npos) {
    return fail(ErrorKind::kConfiguration, "bad " + std::string(regex));
  }
  return TextTest([pattern = std::regex(std::string(regex))](std::string_view text) {
    return std::regex_search(std::string(text), pattern);
  });
}

}  // namespace

TEST_CASE("A secret is a documentation value when any of the regexes is found in it") {
  const auto values = DocumentationValues::compile({"^abc", "a|EXAMPLE$"}, compile);
  REQUIRE(values);
  CHECK(values->contains("abcdef"));
  CHECK(values->contains("xyzEXAMPLE"));
  CHECK_FALSE(values->contains("xbc"));
  CHECK_FALSE(values->contains("EXAMPLEX"));
  CHECK_FALSE(DocumentationValues::compile({}, compile)->contains(""));
}

TEST_CASE("An empty regex and one that does not compile are refused, the latter by its own error") {
  CHECK(DocumentationValues::compile({"a", ""}, compile).error().kind == ErrorKind::kConfiguration);
  CHECK(DocumentationValues::compile({"a", "b(("}, compile).error().message == "bad b((");
}

}  // namespace keyhound
