// SPDX-License-Identifier: Apache-2.0
// Environments of CI platforms that a test makes up.
#pragma once

#include <doctest/doctest.h>

#include <map>
#include <set>
#include <string>

#include "scanner/ci/ci_platform.h"

namespace keyhound::testing {

using Variables = std::map<std::string, std::string>;

// Names that were asked for are added to `asked`, if there is one.
inline CiEnvironment made_environment(Variables variables, std::set<std::string>* asked = nullptr) {
  return CiEnvironment([variables = std::move(variables),
                        asked](const std::string& name) -> std::optional<std::string> {
    if (asked != nullptr) asked->insert(name);
    const auto found = variables.find(name);
    if (found == variables.end()) return std::nullopt;
    return found->second;
  });
}

inline Result<CiRun> try_run_of(std::string_view platform, Variables variables) {
  const CiEnvironment environment = made_environment(std::move(variables));
  const auto found = find_ci_platform(environment, platform);
  REQUIRE(found);
  return (*found)->read_run(environment);
}

inline CiRun run_of(std::string_view platform, Variables variables) {
  auto run = try_run_of(platform, std::move(variables));
  REQUIRE(run);
  return *run;
}

// The ids of the commits that may be checked out, parted by spaces.
inline std::string heads_of(const CiRun& run) {
  std::string ids;
  for (const CiCommit& one : run.heads)
    if (!one.id.empty()) ids += (ids.empty() ? "" : " ") + one.id;
  return ids;
}

}  // namespace keyhound::testing
