// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "tests/scanner/pipelines/scripts/script_text.h"

namespace keyhound::testing {
namespace {

constexpr ScriptLanguage kBatch = ScriptLanguage::kBatch;

TEST_CASE("Batch lines are commands with words, pipelines and redirections") {
  const ScriptCommands script = read_script(
      "@echo off\r\nrem a b\r\n:: c\r\n:label\r\necho %D% ^& !e! | find \"f g\" >> h 2>&1 & i\r\n"
      "echo.%J%",
      kBatch);
  CHECK(shown(script) == Lines{"[echo] [off]", "[echo] [%D%] [&] [!e!]", "[find] [f g] 1>>h 2>&1",
                               "[i]", "[echo] [%J%]"});
  CHECK(names_of(script.expansions) == Lines{"D", "e", "J"});
  CHECK(script.commands[2].position == 1);
}

TEST_CASE("Set assigns, with or without quotes") {
  CHECK(commands_of("set A=b c\nset \"D=%E%\"\nset /p F=what\nset", kBatch) ==
        Lines{"A=b c [set] [A=b c]", "D=%E% [set] [D=%E%]", "F=what [set] [/p F=what]", "[set]"});
}

TEST_CASE("Conditions and loops of batch files are not commands") {
  const ScriptCommands script = read_script(
      "if not \"%A%\"==\"b\" echo c\nif exist d (\n e\n) else (\n f\n)\n"
      "if %g% EQU 1 h\nfor %%i in (a b) do echo %%i >j",
      kBatch);
  CHECK(script.is_complete);
  CHECK(shown(script) == Lines{"[echo] [c]", "[e]", "[f]", "[h]", "[echo] [%%i] 1>j"});
  CHECK(names_of(script.expansions) == Lines{"A", "g", "i", "i"});
}

TEST_CASE("Modifiers are not part of the variable's name") {
  const ScriptCommands script = read_script("a %B:~0,3% %1 %~dp0 100%", kBatch);
  CHECK(names_of(script.expansions) == Lines{"B", "1"});
  CHECK(script.expansions[0].form == ScriptExpansionForm::kChanged);
}

}  // namespace
}  // namespace keyhound::testing
