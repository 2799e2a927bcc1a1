// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/scripts/script_options.h"

#include <doctest/doctest.h>

#include "tests/scanner/pipelines/scripts/script_text.h"

namespace keyhound::testing {
namespace {

constexpr std::string_view kNames[] = {"-p", "--password", "-Secret"};

Lines values(std::string_view text, ScriptOptionBundles bundles = ScriptOptionBundles::kNo) {
  const ScriptCommands script = read_script(text, ScriptLanguage::kPosix);
  Lines found;
  for (const ScriptOption& option : find_options(script.commands[0], kNames, bundles))
    found.push_back(option.value.text + "/" + std::to_string(option.value.expansions.size()));
  return found;
}

TEST_CASE("An option's value is found in all ways of writing it") {
  CHECK(values("x -p \"$A\"") == Lines{"$A/1"});
  CHECK(values("x -p\"$A\"") == Lines{"$A/1"});
  CHECK(values("x --password a$B") == Lines{"a$B/1"});
  CHECK(values("x --password='a'$B") == Lines{"a$B/1"});
  CHECK(values("x -secret:a -SECRET b") == Lines{"a/0", "b/0"});
  CHECK(values("sudo -p y x -p z") == Lines{"z/0"});
}

TEST_CASE("What only looks like the option is none") {
  CHECK(values("x --password-stdin --passwords=a -- -p b").empty());
  CHECK(values("x -p").empty());
  CHECK(values("x a-p b").empty());
}

TEST_CASE("Bundled options end with the one that takes the value") {
  CHECK(values("x -sSp a").empty());
  CHECK(values("x -sSp a", ScriptOptionBundles::kYes) == Lines{"a/0"});
}

TEST_CASE("The value's place in the script is known") {
  const ScriptCommands script = read_script("x --password=\"$A\"", ScriptLanguage::kPosix);
  const auto options = find_options(script.commands[0], kNames);
  REQUIRE(options.size() == 1);
  CHECK(options[0].name == 1);
  CHECK(options[0].word == 1);
  CHECK(options[0].value.range == TextRange{14, 16});
}

}  // namespace
}  // namespace keyhound::testing
