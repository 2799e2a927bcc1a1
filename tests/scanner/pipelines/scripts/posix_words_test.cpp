// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "tests/scanner/pipelines/scripts/script_text.h"

namespace keyhound::testing {
namespace {

TEST_CASE("Words lose their quotes and escapes, and expansions stay readable") {
  CHECK(commands_of(R"(a 'b c'"$D e"\ f g\"h)") == Lines{R"([a] [b c$D e f] [g"h])"});
  CHECK(commands_of(R"(mysql -p"$PW" "x\$y\n")") == Lines{R"([mysql] [-p$PW] [x$y\n])"});
  CHECK(commands_of(R"(a $'x\'y\tz' $"w")") == Lines{"[a] [x'y\tz] [w]"});
}

TEST_CASE("A word knows where its bytes stand in the script") {
  const std::string_view text = R"(a --b='c d'"$E"\ f)";
  const ScriptCommands script = read_script(text, ScriptLanguage::kPosix);
  const ScriptWord& word = script.commands[0].words[1];
  CHECK(word.text == "--b=c d$E f");
  CHECK(word.range == TextRange{2, static_cast<std::uint32_t>(text.size())});
  CHECK(word.source_of(TextRange{4, 7}) == TextRange{7, 10});
  CHECK(word.source_of(TextRange{7, 9}) == word.expansions[0].range);
  CHECK(word.text_of(word.expansions[0].range) == TextRange{7, 9});
  const ScriptWord part = part_of(word, 4);
  CHECK(part.text == "c d$E f");
  CHECK(part.expansions.size() == 1);
  CHECK(part.source_of(TextRange{0, 1}) == TextRange{7, 8});
}

TEST_CASE("A sign begins a comment at the beginning of a word only") {
  CHECK(commands_of("a b#c '#' #d 'e\nf") == Lines{"[a] [b#c] [#]", "[f]"});
}

TEST_CASE("Strings without an end are told") {
  for (const char* text : {"a 'b", "a \"b", "a $'b", "a \"$(b", "a \"${b", "a `b", "a $(b"}) {
    CAPTURE(text);
    CHECK_FALSE(read_script(text, ScriptLanguage::kPosix).is_complete);
  }
}

TEST_CASE("Opaque ranges are pieces of words wherever they stand") {
  const std::string_view text =
      "a --x=${{ a'b }} '${{ c }}' \"${{ \"d\" }}\" # ${{ e\n }}\n"
      "${{ f }} g\n${A:-${{ h }}}";
  const ScriptCommands script = read_script(text, ScriptLanguage::kPosix, opaque_in(text));
  CHECK(script.is_complete);
  CHECK(names_of(script.expansions) == Lines{"#0", "#1", "#2", "#3", "#4", "A", "#5"});
  CHECK(script.expansions[1].quote == ScriptQuote::kSingle);
  CHECK(script.expansions[2].quote == ScriptQuote::kDouble);
  CHECK(script.expansions[3].quote == ScriptQuote::kComment);
  CHECK(shown(script)[0] == "[a] [--x=${{ a'b }}] [${{ c }}] [${{ \"d\" }}]");
  CHECK(shown(script)[1] == "[${{ f }}] [g]");
}

TEST_CASE("Patterns with parentheses are part of their word") {
  CHECK(commands_of("ls !(a|b).txt @(c|\"d)\") && e") ==
        Lines{"[ls] [!(a|b).txt] [@(c|d))]", "[e]"});
}

}  // namespace
}  // namespace keyhound::testing
