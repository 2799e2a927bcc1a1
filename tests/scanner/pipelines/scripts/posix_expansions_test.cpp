// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "tests/scanner/pipelines/scripts/script_text.h"

namespace keyhound::testing {
namespace {

TEST_CASE("The form of an expansion says whether the value shows") {
  struct Row {
    const char* text;
    const char* name;
    ScriptExpansionForm form;
    bool shows;
  };
  for (const Row& row :
       std::initializer_list<Row>{{"$A", "A", ScriptExpansionForm::kValue, true},
                                  {"${A}", "A", ScriptExpansionForm::kValue, true},
                                  {"${A[0]}", "A", ScriptExpansionForm::kValue, true},
                                  {"${A:-x y}", "A", ScriptExpansionForm::kDefault, true},
                                  {"${A=x}", "A", ScriptExpansionForm::kDefault, true},
                                  {"${A:?no}", "A", ScriptExpansionForm::kRequired, true},
                                  {"${A:+set}", "A", ScriptExpansionForm::kAlternative, false},
                                  {"${A+'}'}", "A", ScriptExpansionForm::kAlternative, false},
                                  {"${#A}", "A", ScriptExpansionForm::kLength, false},
                                  {"${A:0:4}", "A", ScriptExpansionForm::kChanged, true},
                                  {"${A##*/}", "A", ScriptExpansionForm::kChanged, true},
                                  {"${A//\\}/x}", "A", ScriptExpansionForm::kChanged, true},
                                  {"${!A}", "A", ScriptExpansionForm::kIndirect, true},
                                  {"$1", "1", ScriptExpansionForm::kValue, true},
                                  {"$@", "@", ScriptExpansionForm::kValue, true},
                                  {"${#}", "#", ScriptExpansionForm::kValue, true}}) {
    CAPTURE(row.text);
    const ScriptCommands script = read_script(row.text, ScriptLanguage::kPosix);
    CHECK(script.is_complete);
    REQUIRE(script.expansions.size() == 1);
    CHECK(script.expansions[0].name == row.name);
    CHECK(script.expansions[0].form == row.form);
    CHECK(script.expansions[0].shows_value() == row.shows);
    REQUIRE(script.commands.size() == 1);
    REQUIRE(script.commands[0].words.size() == 1);
    CHECK(script.commands[0].words[0].text == row.text);
    CHECK(script.expansions[0].range.size() == std::string_view(row.text).size());
  }
}

TEST_CASE("A default may hold expansions, the outer one is first") {
  const ScriptCommands script = read_script("a \"${B:-${C}$(d $E)}\"", ScriptLanguage::kPosix);
  CHECK(names_of(script.expansions) == Lines{"B", "C", "E"});
  CHECK(names_of(script.commands[0].words[1].expansions) == Lines{"B", "C"});
  CHECK(shown(script)[1] == "[d] [$E]");
}

TEST_CASE("Commands in substitutions are listed and captured") {
  const ScriptCommands script =
      read_script("a \"$(b \"$(c)\" | d)\" `e \"f\"` <(g) >(h)", ScriptLanguage::kPosix);
  CHECK(script.is_complete);
  CHECK(shown(script) ==
        Lines{"[a] [$()] [``] [<()] [>()]", "[b] [$()]", "[c]", "[d]", "[e] [f]", "[g]", "[h]"});
  CHECK_FALSE(script.commands[0].is_captured);
  for (std::size_t i = 1; i < 6; ++i) CHECK(script.commands[i].is_captured);
  CHECK_FALSE(script.commands[6].is_captured);
  CHECK(script.commands[0].words[1].has_substitution);
}

TEST_CASE("Arithmetic holds expansions and no commands") {
  const ScriptCommands script =
      read_script("a $((1 + $B * (2<<3))); ((c > 1)) && d; x=$((echo e) )", ScriptLanguage::kPosix);
  CHECK(script.is_complete);
  CHECK(shown(script) == Lines{"[a] [$((1 + $B * (2<<3)))]", "[d]", "x=$()", "[echo] [e]"});
  CHECK(names_of(script.expansions) == Lines{"B"});
}

}  // namespace
}  // namespace keyhound::testing
