// SPDX-License-Identifier: Apache-2.0
#include "scanner/rules/rule_codec.h"

#include <doctest/doctest.h>

#include <string>

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

TEST_CASE("Decoding an encoded rule set gives the same set") {
  const RuleSet rules = default_rules();
  const std::string bytes = encode_rule_set(rules);
  const Result<RuleSet> decoded = decode_rule_set(bytes);
  REQUIRE(decoded);
  CHECK(decoded->rules.size() == rules.rules.size());
  CHECK(decoded->digest == rules.digest);
  CHECK(encode_rule_set(*decoded) == bytes);
}

TEST_CASE("The examples are encoded apart, and belong to the same pack") {
  const RuleSet rules = default_rules();
  Result<RuleSet> decoded = decode_rule_set(encode_rule_set(rules));
  REQUIRE(decoded);
  CHECK(decoded->rules[0].examples.empty());
  const std::string examples = encode_rule_examples(rules);
  REQUIRE(decode_rule_examples(examples, *decoded));
  CHECK(decoded->rules[0].examples == rules.rules[0].examples);
  CHECK(decoded->rules.back().negative_examples == rules.rules.back().negative_examples);
  CHECK(!decode_rule_examples(examples.substr(0, examples.size() - 1), *decoded));
  decoded->rules.pop_back();
  CHECK(!decode_rule_examples(examples, *decoded));
}

TEST_CASE("Damaged bytes are refused or decode to something that is encoded alike") {
  RuleSet rules = default_rules();
  rules.rules.resize(2);
  const std::string bytes = encode_rule_set(rules);
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    CHECK(!decode_rule_set(std::string_view(bytes).substr(0, length)));
  }
  CHECK(!decode_rule_set(bytes + "x"));
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    std::string damaged = bytes;
    damaged[i] = static_cast<char>(damaged[i] ^ 0x81);
    const Result<RuleSet> decoded = decode_rule_set(damaged);
    if (decoded) CHECK(encode_rule_set(*decoded) == damaged);
  }
}

}  // namespace
}  // namespace keyhound
