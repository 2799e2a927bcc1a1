// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "tests/scanner/pipelines/scripts/script_text.h"

namespace keyhound::testing {
namespace {

TEST_CASE("The body of a here-document is a word with expansions") {
  const ScriptCommands script =
      read_script("cat <<EOF > f\n$A \"b' \\$C $(d)\nEOF\ne", ScriptLanguage::kPosix);
  CHECK(script.is_complete);
  CHECK(shown(script) == Lines{"[cat] 0<<$A \"b' $C $()\n 1>f", "[d]", "[e]"});
  CHECK(names_of(script.expansions) == Lines{"A"});
  CHECK(script.expansions[0].quote == ScriptQuote::kHereDocument);
  CHECK(script.commands[1].is_captured);
}

TEST_CASE("Nothing is expanded where the delimiter is quoted, but opaque ranges are listed") {
  const std::string_view text = "cat <<'E F'\n$A ${{ b }}\nE F\n";
  const ScriptCommands script = read_script(text, ScriptLanguage::kPosix, opaque_in(text));
  CHECK(script.is_complete);
  CHECK(names_of(script.expansions) == Lines{"#0"});
  CHECK(script.expansions[0].quote == ScriptQuote::kRawHereDocument);
}

TEST_CASE("Several documents follow each other, and tabs may stand before a delimiter") {
  CHECK(commands_of("a <<X <<-Y\n1\nX\n\t2\n\tY\nb") == Lines{"[a] 0<<1\n 0<<\t2\n", "[b]"});
}

TEST_CASE("The document of a group and of a substitution find their owners") {
  const ScriptCommands script =
      read_script("while a; do b; done <<E\nx\nE\nc=$(cat <<E\ny\nE\n)\nd", ScriptLanguage::kPosix);
  CHECK(script.is_complete);
  REQUIRE(script.groups.size() == 2);
  REQUIRE(script.groups[0].redirections.size() == 1);
  CHECK(script.groups[0].redirections[0].target.text == "x\n");
  CHECK(shown(script) == Lines{"[a]", "[b]", "c=$()", "[cat] 0<<y\n", "[d]"});
}

TEST_CASE("A document without its delimiter goes to the end and is told") {
  const ScriptCommands script = read_script("a <<EOF\n$B\n EOF\n", ScriptLanguage::kPosix);
  CHECK_FALSE(script.is_complete);
  CHECK(shown(script) == Lines{"[a] 0<<$B\n EOF\n"});
}

TEST_CASE("A line break inside an opaque range ends no line of a document") {
  const std::string_view text = "a <<E\n${{ b\nE\n }}\nE\nc";
  const ScriptCommands script = read_script(text, ScriptLanguage::kPosix, opaque_in(text));
  CHECK(script.is_complete);
  CHECK(script.commands.size() == 2);
}

}  // namespace
}  // namespace keyhound::testing
