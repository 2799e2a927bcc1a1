// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/scan_context.h"

#include <doctest/doctest.h>

#include "tests/scanner/scan/scan_fixture.h"

namespace keyhound {
namespace {

RuleEngine engine_with(Allowlist of_rule, std::vector<Allowlist> of_all) {
  RuleFile file;
  for (const char* id : {"a", "b"}) {
    Rule rule;
    rule.id = id;
    rule.regex = std::string("key-") + id + "-[0-9]{8}";
    rule.origin = "my.toml";
    file.rules.push_back(rule);
  }
  file.rules[1].allowlists = {std::move(of_rule)};
  file.allowlists = std::move(of_all);
  auto rules = make_rule_set(std::move(file));
  REQUIRE(rules);
  auto engine = RuleEngine::create(std::move(*rules));
  REQUIRE(engine);
  return std::move(*engine);
}

Allowlist path_list(std::string regex) {
  Allowlist list;
  list.paths = {std::move(regex)};
  return list;
}

AllowlistSubject at_path(std::string_view path) {
  AllowlistSubject subject;
  subject.path = path;
  return subject;
}

}  // namespace

TEST_CASE("A rule's allowlist drops its own matches, the set's those of every rule") {
  const RuleEngine engine = engine_with(path_list("^docs/"), {path_list("\\.lock$")});
  const auto context = ScanContext::create(engine, {});
  REQUIRE(context);
  CHECK_FALSE(context->is_allowed(0, at_path("docs/a")));
  CHECK(context->is_allowed(1, at_path("docs/a")));
  CHECK(context->is_allowed(0, at_path("yarn.lock")));
  CHECK(context->is_allowed(1, at_path("yarn.lock")));
  CHECK_FALSE(context->is_allowed(1, at_path("src/docs/a")));
}

TEST_CASE("Allowlists of the settings count for their rules, and which has dropped is noted") {
  const RuleEngine engine = engine_with(path_list("^docs/"), {path_list("\\.lock$")});
  ScanSettings settings;
  settings.allowlists = {
      {path_list("^a/"), {"a"}}, {path_list("^all/"), {}}, {path_list("^b/"), {"b"}}};
  settings.disabled_rules = {"b"};
  const auto context = ScanContext::create(engine, settings);
  REQUIRE(context);
  CHECK(context->is_allowed(0, at_path("a/x")));
  CHECK_FALSE(context->is_allowed(1, at_path("a/x")));
  CHECK(context->is_allowed(1, at_path("docs/x")));
  CHECK(context->is_allowed(1, at_path("x.lock")));
  CHECK(context->is_allowed(0, at_path("all/x")));
  CHECK_FALSE(context->is_allowed(0, at_path("b/x")));
  CHECK(context->allowlist_for(0, at_path("a/x"))->paths.front() == "^a/");
  CHECK(context->has_dropped(0));
  CHECK(context->has_dropped(1));
  CHECK_FALSE(context->has_dropped(2));
  CHECK(context->looks_at_origin(0));
  CHECK_FALSE(context->is_disabled(0));
  CHECK(context->is_disabled(1));

  settings.allowlists = {{path_list("(unclosed"), {"a"}}};
  CHECK(ScanContext::create(engine, settings).error().kind == ErrorKind::kConfiguration);
}

TEST_CASE("An allowlist that does not compile names the rule and where it comes from") {
  const RuleEngine engine = engine_with(path_list("(unclosed"), {});
  const auto context = ScanContext::create(engine, {});
  REQUIRE_FALSE(context);
  CHECK(context.error().kind == ErrorKind::kConfiguration);
  CHECK(context.error().message.starts_with("my.toml: rule b: "));
  const RuleEngine for_all = engine_with(path_list("ok"), {path_list("(unclosed")});
  CHECK(ScanContext::create(for_all, {}).error().kind == ErrorKind::kConfiguration);
}

TEST_CASE("What a rule names and there is not is refused with the rule's name") {
  const auto refusal = [](auto&& spoil) {
    RuleFile file;
    Rule rule;
    rule.id = "a";
    rule.regex = "key-[0-9]{8}";
    rule.origin = "my.toml";
    spoil(rule, file);
    file.rules.push_back(rule);
    const auto engine = RuleEngine::create(*make_rule_set(std::move(file)));
    REQUIRE(engine);
    const auto context = ScanContext::create(*engine, {});
    REQUIRE_FALSE(context);
    CHECK(context.error().kind == ErrorKind::kConfiguration);
    return context.error().message;
  };
  CHECK(refusal([](Rule& rule, RuleFile&) { rule.checksum = "luhn"; }) ==
        "my.toml: rule a: there is no checksum 'luhn'");
  CHECK(refusal([](Rule& rule, RuleFile&) { rule.reveals = "luhn"; }) ==
        "my.toml: rule a: there is no decoder 'luhn' to reveal with");
  CHECK(refusal([](Rule& rule, RuleFile&) {
          rule.documentation_values = {"a", "(b"};
        }).starts_with("my.toml: rule a: "));
  CHECK_FALSE(refusal([](Rule&, RuleFile& file) { file.documentation_values = {""}; }).empty());
}

TEST_CASE("The context carries the key that fingerprints are made with") {
  const ScanFixture fixture(kSmallRules,
                            *FingerprintKey::create("team", std::vector<std::uint8_t>(32, 7)));
  const auto hits = fixture.scan(acme_token(1));
  REQUIRE(hits.size() == 1);
  CHECK(hits[0].fingerprint.short_form().starts_with("kh1:team:"));
}

}  // namespace keyhound
