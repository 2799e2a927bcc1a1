// SPDX-License-Identifier: Apache-2.0
#include "scanner/engine/compiled_rule.h"

#include <doctest/doctest.h>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

namespace keyhound {
namespace {

Rule make_rule(std::string regex) {
  Rule rule;
  rule.id = "r";
  rule.regex = std::move(regex);
  rule.origin = "my.toml";
  return rule;
}

std::unique_ptr<CompiledRule> compile(const Rule& rule) {
  auto compiled = CompiledRule::create(rule);
  REQUIRE_MESSAGE(compiled, compiled.error().message);
  return std::move(*compiled);
}

std::string refusal(const Rule& rule) {
  const auto compiled = CompiledRule::create(rule);
  REQUIRE_FALSE(compiled);
  CHECK(compiled.error().kind == ErrorKind::kConfiguration);
  return compiled.error().message;
}

TEST_CASE("The first thousand places of a rule with a bound are probed one by one") {
  const Rule rule = make_rule("qzx_[a-z]{1,40}");
  const auto compiled = compile(rule);
  CHECK_FALSE(compiled->prefers_probes(100'000));  // which does not count
  int windows = 0;
  while (windows < 1000 && compiled->prefers_probes(50)) ++windows;
  CHECK(windows > 10);
  CHECK(windows < 50);
  const Rule open = make_rule("qzx_[a-z]+");
  CHECK_FALSE(compile(open)->prefers_probes(1));
}

TEST_CASE("A rule's secret is every group in turn that is not public") {
  Rule rule = make_rule("qzx_(?P<user>[a-z]+):(?:(x+)|(y+))(?P<host>@[a-z]+)");
  rule.identity = {"host", "user"};
  const auto compiled = compile(rule);
  CHECK(compiled->regex().secret_groups == std::vector<int>{2, 3});
  using Identity = std::vector<std::pair<std::string, int>>;
  CHECK(compiled->regex().identity == Identity{{"host", 4}, {"user", 1}});
  CHECK(compiled->regex().group_count == 4);  // not more than the secret needs
}

TEST_CASE("secret_group names the one group, and without groups RE2 is asked for the match alone") {
  Rule rule = make_rule("qzx_(a+)(b+)(c+)");
  rule.secret_group = 2;
  CHECK(compile(rule)->regex().secret_groups == std::vector<int>{2});
  CHECK(compile(rule)->regex().group_count == 3);
  const Rule bare = make_rule("qzx_a+");
  CHECK(compile(bare)->regex().secret_groups.empty());
  CHECK(compile(bare)->regex().group_count == 1);
}

TEST_CASE("A rule whose groups are all public has its whole match as secret") {
  Rule rule = make_rule("qzx_(?P<user>[a-z]+):[0-9]+");
  rule.identity = {"user"};
  CHECK(compile(rule)->regex().secret_groups.empty());
}

TEST_CASE("Groups that the regex does not have are refused, with the rule and its file") {
  Rule rule = make_rule("qzx_(a)");
  for (const int group : {-1, 2}) {
    rule.secret_group = group;
    CHECK(refusal(rule).find("my.toml: rule r: secret_group is " + std::to_string(group)) == 0);
  }
  rule.secret_group = 0;
  rule.identity = {"who"};
  CHECK(refusal(rule).find("identity names the group \"who\"") != std::string::npos);
}

TEST_CASE("What create() refuses is the regex, its path or its plan") {
  CHECK(refusal(make_rule("a(b")).find("missing )") != std::string::npos);
  CHECK(refusal(make_rule("a*")).find("matches the empty string") != std::string::npos);
  Rule rule = make_rule("abc");
  rule.path = "[";
  CHECK(refusal(rule).find("my.toml: rule r: path: ") == 0);
}

TEST_CASE("A rule without a path applies everywhere, one with a path where it matches") {
  Rule rule = make_rule("abc");
  CHECK(compile(rule)->applies_to_path("any/where"));
  rule.path = "(?i)\\.env$";
  const auto compiled = compile(rule);
  CHECK(compiled->applies_to_path("deploy/prod.ENV"));
  CHECK_FALSE(compiled->applies_to_path("deploy/prod.env.md"));
  CHECK_FALSE(compiled->applies_to_path(""));
}

TEST_CASE("A proved rule keeps its plan and compiles on first use, from many threads at once") {
  Rule rule = make_rule("qzx_(a+)");
  rule.path = "\\.env$";
  MatchPlan plan;
  plan.trigger = "of the build";
  const auto proved = CompiledRule::create_proved(rule, plan);
  CHECK(proved->is_proved());
  CHECK(proved->plan().trigger == "of the build");
  CHECK_FALSE(compile(rule)->is_proved());
  std::atomic<int> right{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      if (proved->applies_to_path("a.env") && proved->regex().group_count == 2) ++right;
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(right == 8);
}

TEST_CASE("A keyword counts on either side within its reach, and within the match") {
  Rule rule = make_rule("abc");
  rule.keywords = {"AcMe", "zorg"};
  const auto compiled = compile(rule);
  const std::string gap(kKeywordReach, ' ');
  const auto near = [&](const std::string& before, const std::string& match,
                        const std::string& after) {
    return compiled->has_keyword(before + match + after, before.size(),
                                 before.size() + match.size());
  };
  CHECK(near("acme ", "abc", ""));
  CHECK(near("", "abc", " ZORG"));
  CHECK(near("", "my-acme-key", ""));
  CHECK(near("acme" + gap.substr(4), "abc", ""));
  CHECK_FALSE(near("acme" + gap.substr(3), "abc", ""));
  CHECK(near("", "abc", gap.substr(4) + "acme"));
  CHECK_FALSE(near("", "abc", gap.substr(3) + "acme"));
  CHECK_FALSE(near("ac me", "abc", "zor g"));
  const Rule without = make_rule("abc");
  CHECK(compile(without)->has_keyword("", 0, 0));
}

}  // namespace
}  // namespace keyhound
