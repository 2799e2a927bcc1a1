// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/scripts/script_output.h"

#include <doctest/doctest.h>

#include "tests/scanner/pipelines/scripts/script_text.h"

namespace keyhound::testing {
namespace {

// "log", "captured", ...; the files behind.
std::string output(std::string_view text, std::size_t command = 0,
                   ScriptLanguage language = ScriptLanguage::kPosix) {
  const ScriptCommands script = read_script(text, language);
  static constexpr const char* kEnds[] = {"log", "file", "discarded", "captured"};
  const ScriptOutput found = output_of(script, command);
  std::string shown = kEnds[static_cast<int>(found.end)];
  for (const std::size_t reader : found.through) shown += " |" + std::to_string(reader);
  for (const ScriptWord* file : found.files) shown += " " + file->text;
  return shown;
}

TEST_CASE("Output goes to the log, unless something takes it") {
  CHECK(output("echo a") == "log");
  CHECK(output("echo a >&2") == "log");
  CHECK(output("echo a > /dev/stderr") == "log");
  CHECK(output("echo a 2> f") == "log");
  CHECK(output("echo a > f") == "file f");
  CHECK(output("echo a &>> \"$GITHUB_ENV\"") == "file $GITHUB_ENV");
  CHECK(output("echo a > /dev/null") == "discarded");
  CHECK(output("echo a >/dev/null 2>&1") == "discarded");
  CHECK(output("echo a 2>/dev/null >&2") == "discarded");
  CHECK(output("echo a 2>&1 >f") == "file f");
  CHECK(output("x=$(echo a)", 1) == "captured");
  CHECK(output("x=$(echo a >&2)", 1) == "log");
  CHECK(output("x=`{ echo a; } > f`", 1) == "file f");
}

TEST_CASE("Pipelines are followed to their end") {
  CHECK(output("echo a | base64") == "log |1");
  CHECK(output("echo a | base64 | tee -a f g > h") == "file |1 |2 f g h");
  CHECK(output("echo a > f | cat") == "file f");
  CHECK(output("echo a | tee f") == "log |1 f");
  CHECK(output("x=$(echo a | cat)", 1) == "captured |2");
  CHECK(output("echo a | while read x; do echo $x; done > f") == "file |1 |2 f");
}

TEST_CASE("Redirections and pipes of groups hold for what is inside") {
  CHECK(output("{ echo a; } >> f") == "file f");
  CHECK(output("if b; then ( echo a ); fi > f", 1) == "file f");
  CHECK(output("for x in y; do echo a; done | cat") == "log |1");
  CHECK(output("{ echo a >&2; } > f") == "log");
  CHECK(output("{ { echo a; } | cat; } > f") == "file |1 f");
}

TEST_CASE("A function writes to where it is called") {
  CHECK(output("f() { echo a; }") == "log");
  CHECK(output("f() { echo a; }\nf > x") == "file x");
  CHECK(output("f() { echo a; }\ny=$(f)") == "captured");
  CHECK(output("f() { echo a; }\ny=$(f)\nf") == "log");
  CHECK(output("f() { echo a; } > x\nf") == "file x");
}

TEST_CASE("Commands of PowerShell that write files end the output") {
  constexpr ScriptLanguage kPowerShell = ScriptLanguage::kPowerShell;
  CHECK(output("\"a\" | Out-File -FilePath $env:B -Append", 0, kPowerShell) == "file |1 $env:B");
  CHECK(output("\"a\" | Out-File b -Encoding utf8", 0, kPowerShell) == "file |1 b");
  CHECK(output("Add-Content $env:B \"a\"", 0, kPowerShell) == "file $env:B");
  CHECK(output("echo a | Tee-Object b", 0, kPowerShell) == "log |1 b");
  CHECK(output("echo a | Out-Null", 0, kPowerShell) == "discarded |1");
}

TEST_CASE("Assigned output of PowerShell is captured") {
  CHECK(output("$x = Get-Thing | Select-Object y", 0, ScriptLanguage::kPowerShell) ==
        "captured |1");
  CHECK(output("Write-Output $x > $null", 0, ScriptLanguage::kPowerShell) == "discarded");
  CHECK(output("echo %A% > nul", 0, ScriptLanguage::kBatch) == "discarded");
}

}  // namespace
}  // namespace keyhound::testing
