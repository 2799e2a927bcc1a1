// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "scanner/cli/rule_options.h"
#include "scanner/cli/run_configuration.h"
#include "scanner/config/config_reader.h"

namespace keyhound {
namespace {

Status checked(const std::string& toml, const RuleSet& rules) {
  auto file = parse_configuration(toml, "k.toml");
  REQUIRE(file);
  file->configuration.sources.push_back({"k.toml", "", "", ""});
  return check_configuration(file->configuration, rules);
}

RuleSet one_rule() {
  RuleSet rules;
  rules.rules.emplace_back().id = "own";
  return rules;
}

}  // namespace

TEST_CASE("Ids are those of rules, of default rules that are left out, and of checks") {
  CHECK(
      checked("[rules]\ndisable = ['generic-password', 'secret-printed', 'P01']\n"
              "severity = {own = 'low'}\n",
              one_rule()));
  const Status wrong = checked(
      "[rules]\ndisable = ['owm', 'P99']\nenable = ['secret-printd']\n"
      "[[allowlists]]\nrules = ['zzzzzzzz']\npaths = ['a(']\n",
      one_rule());
  REQUIRE_FALSE(wrong);
  CHECK(wrong.error().kind == ErrorKind::kConfiguration);
  const std::string& text = wrong.error().message;
  CAPTURE(text);
  CHECK(text.find("k.toml:2:12: there is no rule and no pipeline check \"owm\"; did you mean "
                  "\"own\"?\n") != std::string::npos);
  CHECK(text.find("k.toml:2:19: there is no rule and no pipeline check \"P99\"") !=
        std::string::npos);
  CHECK(text.find("did you mean \"secret-printed\"?") != std::string::npos);
  CHECK(text.find("k.toml:5:10: there is no rule and no pipeline check \"zzzzzzzz\"\n") !=
        std::string::npos);
  CHECK(text.find("k.toml:6:10: ") != std::string::npos);
}

TEST_CASE("Some rule must be left") {
  CHECK_FALSE(checked("[rules]\ndisable = ['own']\n", one_rule()));
  CHECK(check_configuration(Configuration(), one_rule()));
}

}  // namespace keyhound
