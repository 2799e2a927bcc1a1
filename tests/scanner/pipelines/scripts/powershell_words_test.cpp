// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "tests/scanner/pipelines/scripts/script_text.h"

namespace keyhound::testing {
namespace {

constexpr ScriptLanguage kPowerShell = ScriptLanguage::kPowerShell;

TEST_CASE("PowerShell variables are found in all their forms") {
  const ScriptCommands script =
      read_script("a $b \"${env:C} $Env:D $script:e $(f $g) `$h $_\" '$i' ${j k}", kPowerShell);
  CHECK(script.is_complete);
  CHECK(names_of(script.expansions) == Lines{"b", "env:C", "env:D", "script:e", "g", "_", "j k"});
  CHECK(script.expansions[1].quote == ScriptQuote::kDouble);
  CHECK(shown(script)[1] == "[f] [$g]");
  CHECK(script.commands[1].is_captured);
}

TEST_CASE("A variable in a subexpression of its own is the variable") {
  const ScriptCommands script =
      read_script("a \"https://$($env:TOKEN)@host/$($b)c\" $($d.e) $($f", kPowerShell);
  const auto& first = script.commands[0].words[1];
  REQUIRE(first.expansions.size() == 2);
  CHECK(first.expansions[0].name == "env:TOKEN");
  CHECK(first.text == "https://$($env:TOKEN)@host/$($b)c");
  CHECK(first.expansions[1].name == "b");
  CHECK_FALSE(first.has_substitution);
  CHECK(names_of(script.expansions) == Lines{"env:TOKEN", "b", "d", "f"});
  CHECK_FALSE(script.is_complete);
}

TEST_CASE("Here-strings of PowerShell are one word") {
  const ScriptCommands script =
      read_script("a @\"\n$b \"c\"\n\"@ d\ne @'\n$f\n'@\ng @'\n'@", kPowerShell);
  CHECK(script.is_complete);
  CHECK(shown(script) == Lines{"[a] [$b \"c\"] [d]", "[e] [$f]", "[g] []"});
  CHECK(names_of(script.expansions) == Lines{"b"});
}

TEST_CASE("What is in brackets is captured") {
  const ScriptCommands script = read_script("a (b $c).D @(e; f) @{ g = \"$h\" }", kPowerShell);
  CHECK(script.is_complete);
  CHECK(shown(script)[0] == "[a] [().D] [@()] [@{}]");
  REQUIRE(script.commands.size() == 5);
  for (std::size_t i = 1; i < 5; ++i) CHECK(script.commands[i].is_captured);
}

}  // namespace
}  // namespace keyhound::testing
