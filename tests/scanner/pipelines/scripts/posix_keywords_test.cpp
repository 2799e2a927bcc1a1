// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "tests/scanner/pipelines/scripts/script_text.h"

namespace keyhound::testing {
namespace {

TEST_CASE("Reserved words are not names of commands") {
  const ScriptCommands script = read_script(
      "if ! a; then b; elif c; then d; else e; fi\nwhile read x; do f; done <in\n"
      "until g; do h; done\ntime -p i\nfor x in $A b; do j; done\nfor ((i=0;i<3;i++)); do k; done\n"
      "for y; do l; done",
      ScriptLanguage::kPosix);
  CHECK(shown(script) == Lines{"[a]", "[b]", "[c]", "[d]", "[e]", "[read] [x]", "[f]", "[g]", "[h]",
                               "[i]", "[j]", "[k]", "[l]"});
  CHECK(script.is_complete);
  CHECK(names_of(script.expansions) == Lines{"A"});
}

TEST_CASE("Reserved words as operands are words") {
  CHECK(commands_of("echo if then { done \"fi\"; \"if\" x") ==
        Lines{"[echo] [if] [then] [{] [done] [fi]", "[if] [x]"});
}

TEST_CASE("Patterns of a case are not commands") {
  const ScriptCommands script = read_script(
      "case \"$X\" in\n  a|b*) one;;\n  (c) two ;& # why\n  \"$Y\") three | four ;;\n  *) "
      "esac_x\nesac "
      "> f\nfive",
      ScriptLanguage::kPosix);
  CHECK(shown(script) == Lines{"[one]", "[two]", "[three]", "[four]", "[esac_x]", "[five]"});
  CHECK(script.is_complete);
  CHECK(names_of(script.expansions) == Lines{"X", "Y"});
  REQUIRE(script.groups.size() == 1);
  CHECK(script.groups[0].redirections.size() == 1);
}

TEST_CASE("A case inside a substitution keeps its parentheses") {
  const ScriptCommands script =
      read_script("x=$(case $a in b) c;; esac); d", ScriptLanguage::kPosix);
  CHECK(script.is_complete);
  CHECK(shown(script) == Lines{"x=$()", "[c]", "[d]"});
}

TEST_CASE("Conditions in double brackets are one command, whatever their operators") {
  const ScriptCommands script =
      read_script("[[ $a == b* && ( -n \"$c\" || $d =~ ^(x|y)$ ) && 1 < 2 ]] && e\n[[ f ]]; g",
                  ScriptLanguage::kPosix);
  REQUIRE(script.commands.size() == 4);
  CHECK(script.commands[0].words.back().text == "]]");
  CHECK(script.commands[0].redirections.empty());
  CHECK(shown(script.commands[1]) == "[e]");
  CHECK(shown(script.commands[2]) == "[[[] [f] []]]");
  CHECK(names_of(script.expansions) == Lines{"a", "c", "d"});
}

TEST_CASE("Bodies of functions are groups with the function's name") {
  const ScriptCommands script = read_script(
      "f() { a; }\nfunction g {\n b\n}\nfunction h() (c)\ni ()\n{ d; } >e", ScriptLanguage::kPosix);
  CHECK(script.is_complete);
  REQUIRE(script.groups.size() == 4);
  for (std::size_t i = 0; i < 4; ++i) {
    CHECK(script.groups[i].kind == ScriptGroupKind::kFunction);
    CHECK(script.groups[i].name == std::string(1, static_cast<char>('f' + i)));
    CHECK(script.commands[i].group == static_cast<int>(i));
  }
}

}  // namespace
}  // namespace keyhound::testing
