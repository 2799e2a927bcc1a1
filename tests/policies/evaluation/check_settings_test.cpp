// SPDX-License-Identifier: Apache-2.0
#include "policies/evaluation/check_settings.h"

#include <doctest/doctest.h>

#include "policies/evaluation/policy_set.h"
#include "tests/support/temp_dir.h"

namespace keyhound {
namespace {

std::vector<std::string> names_of(const std::vector<CheckSetting>& settings) {
  std::vector<std::string> names;
  for (const CheckSetting& one : settings)
    names.push_back(one.check + " " + std::string(to_string(one.level)) + " " + one.place.file);
  return names;
}

}  // namespace

TEST_CASE("The checks that policies raise are those of the whole set") {
  const testing::TempDir dir;
  dir.write_file("own/a.yaml", "kind: PolicySettings\nchecks: {P25: {level: warning}}\n")
      .write_file("own/b.yaml", "kind: PolicySettings\npolicies: {ROT1001: {level: note}}\n")
      .write_file("more.yaml", "kind: PolicySettings\nchecks: {P25: {level: error}}\n");
  const std::vector<std::string> paths = {dir / "own", dir / "more.yaml"};
  const auto checks = load_check_settings(paths);
  REQUIRE_MESSAGE(checks, checks.error().message);
  const auto set = PolicySet::load(paths, nullptr);
  REQUIRE_MESSAGE(set, set.error().message);
  CHECK(names_of(*checks) == names_of(set->checks()));
  CHECK(names_of(*checks) == std::vector<std::string>{"P25 warning " + (dir / "own/a.yaml"),
                                                      "P25 error " + (dir / "more.yaml")});
}

TEST_CASE("Policies are passed over, settings that are wrong are not") {
  const testing::TempDir dir;
  dir.write_file("policy.yaml", "id: ZZZ1001\ntitle: PolicySettings are none of its business\n");
  const auto none = load_check_settings({dir / "policy.yaml"});
  REQUIRE(none);
  CHECK(none->empty());
  dir.write_file("wrong.yaml", "kind: PolicySettings\nchecks: {P25: {level: loud}}\n");
  const auto wrong = load_check_settings({dir / "wrong.yaml"});
  REQUIRE_FALSE(wrong);
  CHECK(wrong.error().kind == ErrorKind::kConfiguration);
  CHECK(wrong.error().message.find("wrong.yaml:2:") != std::string::npos);
  CHECK_FALSE(load_check_settings({dir / "missing.yaml"}));
}

}  // namespace keyhound
