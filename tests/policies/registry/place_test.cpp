// SPDX-License-Identifier: Apache-2.0
#include "policies/registry/place.h"

#include <doctest/doctest.h>

namespace keyhound {

TEST_CASE("Problems are told in the order of the files, not of their names, then by line") {
  const auto at = [](const char* file, std::uint64_t line, const char* message) {
    return RegistryProblem{{file, {line, 1}, {line, 2}}, message, true};
  };
  std::vector<RegistryProblem> problems = {at("a", 2, "3"), at("z", 9, "1"), at("none", 1, "5"),
                                           at("a", 1, "2"), at("a", 2, "4")};
  sort_problems({"z", "a"}, problems);
  std::string order;
  for (const RegistryProblem& problem : problems) order += problem.message;
  CHECK(order == "12345");
  CHECK(to_string(problems[1]) == "a:1:1: 2");
}

}  // namespace keyhound
