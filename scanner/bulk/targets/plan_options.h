// SPDX-License-Identifier: Apache-2.0
// What a plan is made of, as the command line says. Plain data.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "scanner/base/time.h"

namespace keyhound {

// A list that a forge keeps.
struct ForgeSource {
  std::string forge;    // "github-org", "github-user", "gitlab-group", "gitea-org"
  std::string name;     // "acme", "group/subgroup"
  std::string api_url;  // empty: the public one; without credentials
};

struct TargetFilter {
  std::vector<std::string> include;  // globs over the names; none: all
  std::vector<std::string> exclude;
  bool archived = false;  // also those that are archived
  bool forks = false;     // also forks
  std::optional<std::uint64_t> min_size_kib;
  std::optional<std::uint64_t> max_size_kib;
};

struct PlanOptions {
  std::vector<std::string> targets;      // paths and URLs
  std::vector<std::string> lists;        // files of them, one a line; "-": standard input
  std::vector<std::string> directories;  // each repository below is a target
  std::vector<ForgeSource> forges;
  TargetFilter filter;
  std::string plan_file;  // a plan that `bulk plan --format json` wrote, in place of all others
  std::string cache;      // folder of the cache: pages of APIs with their ETags; empty: none
  Duration api_wait{15 * 60};  // for rate limits of APIs, in all
};

}  // namespace keyhound
