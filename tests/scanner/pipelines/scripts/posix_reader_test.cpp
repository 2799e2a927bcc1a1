// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "tests/scanner/pipelines/scripts/script_text.h"

namespace keyhound::testing {
namespace {

TEST_CASE("Commands end at operators, and pipelines are counted") {
  const ScriptCommands script =
      read_script("a 1 | b |& c && d || e; f & g # not this\n h", ScriptLanguage::kPosix);
  CHECK(shown(script) == Lines{"[a] [1]", "[b]", "[c]", "[d]", "[e]", "[f]", "[g]", "[h]"});
  CHECK(script.is_complete);
  CHECK(script.commands[0].pipeline == script.commands[2].pipeline);
  CHECK(script.commands[2].position == 2);
  CHECK(script.commands[0].pipeline_length == 3);
  CHECK(script.commands[3].pipeline != script.commands[2].pipeline);
  CHECK(script.commands[3].pipeline_length == 1);
}

TEST_CASE("A pipeline goes on behind a line that ends with its sign") {
  const ScriptCommands script = read_script("a |\n  # why\n  b\nc", ScriptLanguage::kPosix);
  REQUIRE(script.commands.size() == 3);
  CHECK(script.commands[1].position == 1);
  CHECK(script.commands[2].position == 0);
}

TEST_CASE("Assignments stand before the words, or behind export and its kin") {
  CHECK(commands_of("A=1 B+='x y' c D=4") == Lines{"A=1 B=x y [c] [D=4]"});
  CHECK(commands_of("export T=\"$S\" U") == Lines{"T=$S [export] [T=$S] [U]"});
  CHECK(commands_of("A[1]=x B=(1 \"$2\")") == Lines{"A=x B=(1 \"$2\")"});
}

TEST_CASE("Redirections are not words") {
  CHECK(commands_of("a >f 2>&1 >>g <h &>i >|j 2>/dev/null <<<k x") ==
        Lines{"[a] [x] 1>f 2>&1 1>>g 0<h -1>i 1>j 2>/dev/null 0<<<k"});
  CHECK(commands_of(">f a 12>g >&2 >&both") == Lines{"[a] 1>f 12>g 1>&2 -1>both"});
}

TEST_CASE("Redirections behind a group are the group's") {
  const ScriptCommands script = read_script("{ a; b; } >> f | (c) 2>&1\nd", ScriptLanguage::kPosix);
  REQUIRE(script.groups.size() == 2);
  REQUIRE(script.groups[0].redirections.size() == 1);
  CHECK(script.groups[0].redirections[0].target.text == "f");
  CHECK(script.groups[1].kind == ScriptGroupKind::kSubshell);
  CHECK(script.groups[1].position == 1);
  CHECK(script.groups[1].pipeline_length == 2);
  CHECK(script.commands[1].group == 0);
  CHECK(script.commands[2].group == 1);
  CHECK(script.commands[3].group == -1);
}

TEST_CASE("Broken nesting is told, and reading goes on") {
  for (const char* text : {"a )\nb", "if a; then b", "fi; a\nb", "(a; b", "a; }\nb", "a ;;\nb"}) {
    CAPTURE(text);
    const ScriptCommands script = read_script(text, ScriptLanguage::kPosix);
    CHECK_FALSE(script.is_complete);
    CHECK(script.commands.size() == 2);
  }
}

TEST_CASE("Line ends of Windows and continued lines do not show in words") {
  CHECK(commands_of("a \\\r\n  b\r\nc\\\nd \\\n e\r\n") == Lines{"[a] [b]", "[cd] [e]"});
}

}  // namespace
}  // namespace keyhound::testing
