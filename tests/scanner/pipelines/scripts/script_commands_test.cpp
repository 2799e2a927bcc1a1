// SPDX-License-Identifier: Apache-2.0
// Hostile scripts: time, depth and memory are bounded, and what was left out is told.
#include "scanner/pipelines/scripts/script_commands.h"

#include <doctest/doctest.h>

#include "tests/scanner/pipelines/scripts/script_text.h"

namespace keyhound::testing {
namespace {

std::string repeated(std::string_view piece, std::size_t times) {
  std::string text;
  for (std::size_t i = 0; i < times; ++i) text += piece;
  return text;
}

TEST_CASE("Deep nesting neither overflows nor takes more than linear time") {
  constexpr std::size_t kTimes = 100'000;
  for (const ScriptLanguage language :
       {ScriptLanguage::kPosix, ScriptLanguage::kPowerShell, ScriptLanguage::kBatch}) {
    for (const char* piece :
         {"$(",    "${a:-",       "\"$(",  "`",    "{ ",     "(",     "((",   "$((",
          "if ",   "case a in (", "case ", "<(",   "a=(",    "@(",    "x() ", "x(){ ",
          "[[ ",   "\"${",        "'",     "\"",   "$'",     "@{",    "{",    "<<a ",
          "<<a\n", "<<a\n$(",     "a|",    "} ",   "fi ",    "done ", ")",    "%a",
          "!a",    ";;",          "a=()",  "\\\n", "(( $(( "}) {
      CAPTURE(piece);
      const std::string text = repeated(piece, kTimes);
      const ScriptCommands script = read_script(text, language);
      CHECK(script.commands.size() + script.groups.size() + script.expansions.size() <=
            2 * kMostScriptItems);
    }
  }
}

TEST_CASE("What is deeper than the limit is skipped, and the rest is read") {
  const std::string text = repeated("$(a ", 100) + "b" + repeated(")", 100) + "\nc $D";
  const ScriptCommands script = read_script(text, ScriptLanguage::kPosix);
  CHECK(script.too_deep);
  CHECK_FALSE(script.is_complete);
  CHECK(shown(script).back() == "[c] [$D]");
  CHECK(names_of(script.expansions) == Lines{"D"});
}

TEST_CASE("Groups beyond the limit are no groups, and their commands are read") {
  const std::string text = repeated("{ ", 100) + "a;" + repeated(" }", 100) + "\nb";
  const ScriptCommands script = read_script(text, ScriptLanguage::kPosix);
  CHECK(script.too_deep);
  CHECK(script.groups.size() == static_cast<std::size_t>(kMostScriptDepth));
  CHECK(shown(script).front() == "[a]");
  CHECK(shown(script).back() == "[b]");
  CHECK(script.commands.back().group == -1);
}

TEST_CASE("Too many items and too many bytes end the reading, and are told") {
  const ScriptCommands many = read_script(repeated("a ", 200'000), ScriptLanguage::kPosix);
  CHECK(many.too_many);
  CHECK_FALSE(many.is_complete);
  const ScriptCommands large =
      read_script(std::string(kMostScriptBytes + 1, 'a'), ScriptLanguage::kPosix);
  CHECK(large.too_long);
  CHECK(large.commands.size() == 1);
  CHECK(large.commands[0].range.end == kMostScriptBytes);
}

TEST_CASE("Of other languages only opaque ranges are listed") {
  const std::string_view text = "print('${{ a }}' | \"$B\")";
  const ScriptCommands script = read_script(text, ScriptLanguage::kOther, opaque_in(text));
  CHECK(script.commands.empty());
  CHECK(script.is_complete);
  CHECK(names_of(script.expansions) == Lines{"#0"});
}

TEST_CASE("Opaque ranges that are empty, overlap or lie outside are passed over") {
  const std::vector<TextRange> opaque = {{2, 4}, {3, 5}, {5, 5}, {6, 60}};
  const ScriptCommands script = read_script("a bcdefg", ScriptLanguage::kPosix, opaque);
  CHECK(names_of(script.expansions) == Lines{"#0"});
}

}  // namespace
}  // namespace keyhound::testing
