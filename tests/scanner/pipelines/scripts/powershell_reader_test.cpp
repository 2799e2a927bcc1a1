// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "tests/scanner/pipelines/scripts/script_text.h"

namespace keyhound::testing {
namespace {

constexpr ScriptLanguage kPowerShell = ScriptLanguage::kPowerShell;

TEST_CASE("PowerShell statements are commands with words, pipelines and redirections") {
  const ScriptCommands script = read_script(
      "Write-Host \"a $b\" -NoNewline # c\n<# d\n e #>\nGet-Item `\n  'f''g' | Out-File h >> i "
      "2>&1",
      kPowerShell);
  CHECK(script.is_complete);
  CHECK(shown(script) ==
        Lines{"[Write-Host] [a $b] [-NoNewline]", "[Get-Item] [f'g]", "[Out-File] [h] 1>>i 2>&1"});
  CHECK(script.commands[2].position == 1);
}

TEST_CASE("PowerShell assignments are found, also those of the environment") {
  const ScriptCommands script = read_script(
      "$env:Token = \"x$y\"\n$Env:A='b'\n$c = Get-Thing $d\n$e += $f + 1; if ($g -eq $h) { i }",
      kPowerShell);
  CHECK(script.is_complete);
  CHECK(shown(script) == Lines{"env:Token=x$y", "env:A=b", "c= [Get-Thing] [$d]", "e=$f + 1",
                               "[()]", "[$g] [-eq] [$h]", "[i]"});
  CHECK(script.commands[2].is_captured);
}

TEST_CASE("PowerShell keywords name no command, and bodies are groups") {
  const ScriptCommands script =
      read_script("function Foo { return $a }\ntry { b } catch { c }\nforeach ($d in $e) { f $d } ",
                  kPowerShell);
  CHECK(script.is_complete);
  CHECK(shown(script) == Lines{"[$a]", "[b]", "[c]", "[()]", "[$d] [in] [$e]", "[f] [$d]"});
  REQUIRE(script.groups.size() == 5);
  CHECK(script.groups[0].name == "Foo");
}

TEST_CASE("Broken PowerShell is told") {
  for (const char* text : {"a 'b", "a \"b", "a (b", "a }", "{ a", "<# a", "@\"\na", "${a"}) {
    CAPTURE(text);
    CHECK_FALSE(read_script(text, kPowerShell).is_complete);
  }
}

}  // namespace
}  // namespace keyhound::testing
