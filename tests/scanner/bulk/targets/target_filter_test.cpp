// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/targets/target_filter.h"

#include <doctest/doctest.h>

namespace keyhound {
namespace {

Target target(const std::string& name, std::uint64_t size_kib = 0) {
  Target made;
  made.name = name;
  made.size_kib = size_kib;
  return made;
}

std::string reason(const TargetFilter& filter, Target one) {
  std::vector<Target> targets{std::move(one)};
  exclude_targets(filter, targets);
  CHECK(targets[0].excluded.empty() == targets[0].excluded_message.empty());
  return targets[0].excluded;
}

}  // namespace

TEST_CASE("Archived repositories and forks are left out unless they are asked for") {
  Target archived = target("a/b/c");
  archived.is_archived = true;
  Target fork = target("a/b/c");
  fork.is_fork = true;
  TargetFilter filter;
  CHECK(reason(filter, archived) == "archived");
  CHECK(reason(filter, fork) == "fork");
  CHECK(reason(filter, target("a/b/c")).empty());
  filter.archived = true;
  filter.forks = true;
  CHECK(reason(filter, archived).empty());
  CHECK(reason(filter, fork).empty());
}

TEST_CASE("Globs choose by name; without a slash by its last part; --exclude wins") {
  TargetFilter filter;
  filter.include = {"github.com/acme/*", "shop-*"};
  filter.exclude = {"**/pay-old", "*-sandbox"};
  CHECK(reason(filter, target("github.com/acme/pay")).empty());
  CHECK(reason(filter, target("github.com/other/shop-web")).empty());
  CHECK(reason(filter, target("github.com/other/web")) == "filter");
  CHECK(reason(filter, target("github.com/acme/pay-old")) == "filter");
  CHECK(reason(filter, target("github.com/acme/a-sandbox")) == "filter");
  CHECK(reason(filter, target("github.com/acme/sub/pay")) == "filter");
  CHECK(reason(filter, target("shop-alone")).empty());
}

TEST_CASE("Sizes are bounds that still count, and one that is not known is within") {
  TargetFilter filter;
  filter.min_size_kib = 10;
  filter.max_size_kib = 100;
  CHECK(reason(filter, target("a", 9)) == "too-small");
  CHECK(reason(filter, target("a", 10)).empty());
  CHECK(reason(filter, target("a", 100)).empty());
  CHECK(reason(filter, target("a", 101)) == "too-large");
  CHECK(reason(filter, target("a", 0)).empty());
}

TEST_CASE("A reason that a target has already stays") {
  Target disabled = target("a");
  disabled.excluded = "disabled";
  disabled.excluded_message = "x";
  disabled.is_fork = true;
  CHECK(reason({}, disabled) == "disabled");
}

}  // namespace keyhound
