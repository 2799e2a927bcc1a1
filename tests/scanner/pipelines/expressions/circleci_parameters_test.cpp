// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/expressions/circleci_parameters.h"

#include <doctest/doctest.h>

#include <string>

namespace keyhound {
namespace {

TEST_CASE("Parameters are found with their scope and their place") {
  const std::string text =
      "a << parameters.my-key >><<pipeline.parameters.b>> <<pipeline.git.tag >>";
  const auto found = find_circleci_parameters(text);
  REQUIRE(found.size() == 3);
  CHECK(found[0].scope == CircleciScope::kParameter);
  CHECK(found[0].name == "my-key");
  CHECK(text.substr(found[0].whole.begin, found[0].whole.size()) == "<< parameters.my-key >>");
  CHECK(text.substr(found[0].inside.begin, found[0].inside.size()) == "parameters.my-key");
  CHECK(found[1].scope == CircleciScope::kPipelineParameter);
  CHECK(found[1].name == "b");
  CHECK(found[2].scope == CircleciScope::kPipelineValue);
  CHECK(found[2].name == "git.tag");
}

TEST_CASE("Escaped brackets and those of a shell are none") {
  for (const char* text : {"\\<< parameters.x >>", "cat <<EOF >> log", "<< parameters. >>",
                           "<< parameters.x", "<< parameters.x > >", "1 << 2 >> 3", "<<", "<<>>"}) {
    CAPTURE(text);
    CHECK(find_circleci_parameters(text).empty());
  }
}

TEST_CASE("A bracket too many does not hide a parameter") {
  CHECK(find_circleci_parameters("<<< matrix.x >>").at(0).scope == CircleciScope::kMatrix);
}

}  // namespace
}  // namespace keyhound
