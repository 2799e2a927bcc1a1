// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/facts/script_variables.h"

#include <doctest/doctest.h>

namespace keyhound {
namespace {

Script script_of(std::string text) {
  Script script;
  script.scope = {3, 5};
  script.text.text = std::move(text);
  script.commands = read_script(script.text.text, ScriptLanguage::kPosix);
  return script;
}

VariableName posix(std::string_view name) {
  return read_variable_name(name, ScriptLanguage::kPosix);
}

TEST_CASE("Names are compared as their language does") {
  CHECK(posix("A").key != posix("a").key);
  CHECK(read_variable_name("path", ScriptLanguage::kBatch).key ==
        read_variable_name("PATH", ScriptLanguage::kBatch).key);
  const auto power = [](std::string_view name) {
    return read_variable_name(name, ScriptLanguage::kPowerShell);
  };
  CHECK(power("env:Token").key == power("ENV:TOKEN").key);
  CHECK(power("env:Token").name == "Token");
  CHECK(power("env:Token").is_environment);
  CHECK(power("token").key != power("env:token").key);
  CHECK(power("script:Token").key == power("token").key);
  CHECK_FALSE(power("token").is_environment);
}

TEST_CASE("The last assignment before a place counts") {
  const Script script = script_of("a; b; c");
  ScriptVariables variables(script);
  CHECK_FALSE(variables.find(posix("X"), {0, 1}));
  variables.assign(posix("X"), 2, {7});
  variables.assign(posix("X"), 5, {});
  CHECK_FALSE(variables.find(posix("X"), {1, 2}));
  CHECK(variables.find(posix("X"), {3, 4}) == References{7});
  CHECK(variables.find(posix("X"), {6, 7}) == References{});
}

TEST_CASE("In a function the last one of all counts where none is before") {
  const Script script = script_of("f() { a; }; b");
  ScriptVariables variables(script);
  variables.assign(posix("X"), 12, {7});
  CHECK(variables.find(posix("X"), {6, 7}) == References{7});
}

TEST_CASE("What is kept is kept for the script's scope") {
  const Script script = script_of("a");
  ScriptVariables variables(script);
  variables.assign(posix("X"), 0, {1});
  variables.assign(posix("X"), 1, {2});
  KeptVariables kept;
  variables.keep(kept);
  CHECK(kept == KeptVariables{{{"X", 3, 5}, {2}}});
}

TEST_CASE("read and loops set variables") {
  const Script script =
      script_of("read -r -p 'a b' X Y; for Z in 1 2; do :; done; while :; do :; done");
  CHECK(names_that_are_read(script.commands.commands.at(0)) == std::vector<std::string>{"X", "Y"});
  CHECK(names_that_are_read(script.commands.commands.at(1)).empty());
  std::vector<std::string> names;
  for (const ScriptGroup& group : script.commands.groups)
    names.push_back(loop_variable(script, group));
  CHECK(names == std::vector<std::string>{"Z", ""});
}

}  // namespace
}  // namespace keyhound
