// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/expressions/github_functions.h"

#include <array>

#include "scanner/base/ascii.h"

namespace keyhound {
namespace {

using Id = GithubFunctionId;

constexpr std::uint32_t kMany = 255;

constexpr std::array<GithubFunction, 13> kFunctions = {{
    {"contains", Id::kContains, 2, 2},
    {"startswith", Id::kStartsWith, 2, 2},
    {"endswith", Id::kEndsWith, 2, 2},
    {"format", Id::kFormat, 1, kMany},
    {"join", Id::kJoin, 1, 2},
    {"tojson", Id::kToJson, 1, 1},
    {"fromjson", Id::kFromJson, 1, 1},
    {"case", Id::kCase, 3, kMany},
    {"hashfiles", Id::kOfTheRun, 1, kMany},
    {"always", Id::kOfTheRun, 0, 0},
    {"cancelled", Id::kOfTheRun, 0, 0},
    {"success", Id::kOfTheRun, 0, kMany},
    {"failure", Id::kOfTheRun, 0, kMany},
}};

}  // namespace

const GithubFunction* find_github_function(std::string_view name) {
  const std::string lower = to_lower_ascii(name);
  for (const GithubFunction& function : kFunctions) {
    if (function.name == lower) return &function;
  }
  return nullptr;
}

}  // namespace keyhound
