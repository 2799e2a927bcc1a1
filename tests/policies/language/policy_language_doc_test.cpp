// SPDX-License-Identifier: Apache-2.0
// docs/policy-language.md: its examples are conditions, and it leaves no function out.
#include <doctest/doctest.h>

#include <fstream>
#include <iterator>

#include "cel_test_support.h"
#include "credential_record.h"
#include "policies/language/functions.h"
#include "policies/language/parser.h"
#include "tests/support/build_places.h"

namespace keyhound {
namespace {

std::string document() {
  std::ifstream file(std::string(testing::kSourceDir) + "/docs/policy-language.md");
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

TEST_CASE("The examples of the document are conditions that evaluate") {
  const std::string text = document();
  const TestCredential credential = rotated_credential();
  std::size_t examples = 0;
  std::size_t at = 0;
  while ((at = text.find("```\n", at)) != std::string::npos) {
    const std::size_t end = text.find("```", at + 4);
    REQUIRE(end != std::string::npos);
    const std::string example = text.substr(at + 4, end - at - 4);
    CAPTURE(example);
    CHECK(evaluated(example, credential_environment(), credential_values(&credential)) == "true");
    CHECK(evaluated(example, credential_environment(), credential_values(nullptr)) == "false");
    ++examples;
    at = end + 3;
  }
  CHECK(examples == 2);
}

TEST_CASE("The document names every function and macro, and the limits that hold") {
  const std::string text = document();
  for (const std::string_view name : function_names()) {
    CAPTURE(name);
    CHECK(text.find(std::string(name) + "(") != std::string::npos);
  }
  for (const char* macro : {"all(x", "exists(x", "exists_one(x", "filter(x", "map(x", "has(x"})
    CHECK(text.find(macro) != std::string::npos);
  CHECK(text.find(std::to_string(kCelDeepestNesting) + " levels") != std::string::npos);
  CHECK(text.find(std::to_string(kCelHighestTree - 1) + " operators") != std::string::npos);
  CHECK(text.find(std::to_string(CelProgram::kLongestText / 1024) + " KiB") != std::string::npos);
  CHECK(text.find(std::to_string(CelArena::kDefaultLimit >> 20U) + " MiB") != std::string::npos);
  CHECK(text.find("1,000,000") != std::string::npos);
  CHECK(kCelMostSteps == 1'000'000);
}

}  // namespace
}  // namespace keyhound
