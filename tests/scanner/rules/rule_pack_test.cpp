// SPDX-License-Identifier: Apache-2.0
#include "scanner/rules/rule_pack.h"

#include <doctest/doctest.h>

#include <string>

#include "scanner/rules/rule_codec.h"
#include "scanner/rules/rule_file.h"
#include "tests/support/build_places.h"

namespace keyhound {
namespace {

RuleSet default_rules() {
  Result<RuleFile> file = load_rule_files(std::string(testing::kSourceDir) + "/rules");
  REQUIRE(file);
  Result<RuleSet> set = make_rule_set(std::move(*file));
  REQUIRE(set);
  return std::move(*set);
}

TEST_CASE("A pack reads each rule as it was encoded, and finds it by its id") {
  const RuleSet rules = default_rules();
  const std::string bytes = encode_rule_set(rules);
  const std::string table = encode_rule_table(rules);
  const auto pack = RulePack::open(bytes, table);
  REQUIRE(pack);
  REQUIRE(pack->size() == rules.rules.size());
  for (std::uint32_t i = 0; i < pack->size(); ++i) {
    CAPTURE(rules.rules[i].id);
    CHECK(encode_rule(pack->rule(i)) == encode_rule(rules.rules[i]));
    CHECK(pack->id(i) == rules.rules[i].id);
    CHECK(pack->find(rules.rules[i].id) == i);
  }
  CHECK_FALSE(pack->find("no-such-rule"));
  CHECK_FALSE(pack->find(""));
  CHECK_FALSE(pack->find("zzzz"));
  CHECK(encode_rule_set(pack->all()) == bytes);
  CHECK(pack->common().digest == rules.digest);
  CHECK(pack->common().rules.empty());
  CHECK(pack->common().allowlists.size() == rules.allowlists.size());
  CHECK(pack->common().documentation_values == rules.documentation_values);
}

TEST_CASE("A pack tells which rules ask for a path, and whether an allowlist looks at one") {
  RuleSet rules;
  for (const char* id : {"a", "b", "c"}) {
    Rule rule;
    rule.id = id;
    rules.rules.push_back(rule);
  }
  rules.rules[1].path = "\\.env$";
  const auto has_origin_allowlist = [&] {
    const std::string bytes = encode_rule_set(rules);
    const std::string table = encode_rule_table(rules);
    const auto pack = RulePack::open(bytes, table);
    REQUIRE(pack);
    REQUIRE(pack->with_path().size() == 1);
    CHECK(pack->with_path()[0] == 1);
    return pack->has_origin_allowlist();
  };
  CHECK_FALSE(has_origin_allowlist());
  rules.rules[2].allowlists.emplace_back().stopwords = {"sample"};
  CHECK_FALSE(has_origin_allowlist());
  rules.rules[2].allowlists.emplace_back().paths = {"^docs/"};
  CHECK(has_origin_allowlist());
}

TEST_CASE("A table of other rules, and one that breaks off, is refused") {
  RuleSet rules = default_rules();
  const std::string bytes = encode_rule_set(rules);
  const std::string table = encode_rule_table(rules);
  CHECK_FALSE(RulePack::open(bytes, table.substr(0, table.size() - 1)));
  CHECK_FALSE(RulePack::open(bytes, ""));
  CHECK_FALSE(RulePack::open(bytes.substr(0, bytes.size() / 2), table));
  rules.rules.pop_back();
  CHECK_FALSE(RulePack::open(bytes, encode_rule_table(rules)));
}

}  // namespace
}  // namespace keyhound
