// SPDX-License-Identifier: Apache-2.0
// The functions of GitHub's expressions and how many arguments each takes:
// https://docs.github.com/en/actions/reference/workflows-and-actions/expressions#functions
// A table; pure, thread-safe.
#pragma once

#include <cstdint>
#include <string_view>

namespace keyhound {

enum class GithubFunctionId : std::uint8_t {
  kContains,
  kStartsWith,
  kEndsWith,
  kFormat,
  kJoin,
  kToJson,
  kFromJson,
  kCase,
  kOfTheRun,  // hashFiles, success, …: only a running job knows their result
};

struct GithubFunction {
  std::string_view name;  // lower case
  GithubFunctionId id = GithubFunctionId::kOfTheRun;
  std::uint32_t fewest = 0;
  std::uint32_t most = 0;
};

// nullptr: GitHub has no function of that name. Case does not matter.
const GithubFunction* find_github_function(std::string_view name);

}  // namespace keyhound
