// SPDX-License-Identifier: Apache-2.0
// RuleEngine::trace (scanner/engine/rule_trace.cpp).
#include <doctest/doctest.h>

#include "scanner/engine/rule_engine.h"
#include "scanner/rules/rule_file.h"

namespace keyhound {
namespace {

RuleEngine engine() {
  auto file = parse_rule_file(R"toml(
[[rules]]
id = "acme"
regex = '''acme_[0-9a-f]{8}\b'''
[[rules]]
id = "near"
regex = '''zeta[0-9]{6}'''
keywords = ["zetacloud"]
)toml",
                              "rules.toml");
  REQUIRE(file);
  auto rules = make_rule_set(std::move(*file));
  REQUIRE(rules);
  auto made = RuleEngine::create(std::move(*rules));
  REQUIRE(made);
  return std::move(*made);
}

std::vector<RuleTrace> trace(const RuleEngine& engine, std::string_view text) {
  auto matcher = Matcher::create(engine);
  REQUIRE(matcher);
  TextMatches found;
  REQUIRE(matcher->find(text, found));
  return engine.trace(text, found);
}

}  // namespace

TEST_CASE("A trigger that became a match is not traced, one that did not is") {
  const RuleEngine made = engine();
  CHECK(trace(made, "acme_0123abcd").empty());
  const auto traces = trace(made, "acme_0123abcd acme_0123abcdef");
  REQUIRE(traces.size() == 1);
  CHECK(traces[0].rule == 0);
  REQUIRE(traces[0].unconfirmed.size() >= 1);
  CHECK(traces[0].unconfirmed[0] > 14);
  CHECK(traces[0].without_keyword.empty());
}

TEST_CASE("What only lacks its keyword is traced as that") {
  const RuleEngine made = engine();
  CHECK(trace(made, "zetacloud zeta123456").empty());
  const auto traces = trace(made, "x zeta123456");
  REQUIRE(traces.size() == 1);
  CHECK(traces[0].rule == 1);
  CHECK(traces[0].unconfirmed.empty());
  REQUIRE(traces[0].without_keyword.size() == 1);
  CHECK(traces[0].without_keyword[0].start == 2);
}

}  // namespace keyhound
