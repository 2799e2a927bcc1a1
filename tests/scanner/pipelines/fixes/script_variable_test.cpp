// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/fixes/script_variable.h"

#include <doctest/doctest.h>

namespace keyhound {
namespace {

// The script with its first template replaced by the variable A, or why not.
std::string replaced(std::string text, ScriptLanguage language = ScriptLanguage::kPosix) {
  Script script;
  script.language = language;
  script.text.text = text;
  const auto begin = static_cast<std::uint32_t>(text.find("${{"));
  const auto end = static_cast<std::uint32_t>(text.find("}}") + 2);
  script.templates.push_back({{begin, end}, {}, {}});
  script.commands = read_script(text, language, std::vector<TextRange>{{begin, end}});
  const auto written = variable_in_place(script, script.templates.front(), "A");
  return written ? text.replace(begin, end - begin, *written) : written.error().message;
}

}  // namespace

TEST_CASE("A POSIX shell reads the variable quoted as the place wants it") {
  CHECK(replaced("tool ${{ x }} b") == "tool \"$A\" b");
  CHECK(replaced("tool --key=${{ x }}") == "tool --key=\"$A\"");
  CHECK(replaced("A=${{ x }}z") == "A=\"$A\"z");
  CHECK(replaced("tool \"${{ x }}\"") == "tool \"$A\"");
  CHECK(replaced("tool \"${{ x }}b\"") == "tool \"${A}b\"");
  CHECK(replaced("tool \"${{ x }}[0]\"") == "tool \"${A}[0]\"");
  CHECK(replaced("tool \"$(cat ${{ x }})\"") == "tool \"$(cat \"$A\")\"");
  CHECK(replaced("cat <<EOF\nkey=${{ x }}_1\nEOF\n") == "cat <<EOF\nkey=${A}_1\nEOF\n");
  CHECK(replaced("bash -c \"echo '${{ x }}'\"") == "bash -c \"echo '$A'\"");
}

TEST_CASE("Where a POSIX shell expands nothing, or takes words apart, nothing is done") {
  CHECK(replaced("tool '${{ x }}'") == "it stands in single quotes");
  CHECK(replaced("cat <<'EOF'\n${{ x }}\nEOF\n") ==
        "it stands in a here-document in which nothing is expanded");
  CHECK(replaced("make # ${{ x }}") == "it stands in a comment");
  CHECK(replaced("tool \\${{ x }}") == "it is escaped");
  CHECK(replaced("tool `cat ${{ x }}`") == "it stands inside of backquotes");
  CHECK(replaced("tool \"${{ x }}") == "the script is not understood");
}

TEST_CASE("PowerShell and cmd read it in their own ways") {
  const auto powershell = ScriptLanguage::kPowerShell;
  CHECK(replaced("tool ${{ x }}\n", powershell) == "tool $env:A\n");
  CHECK(replaced("tool \"a ${{ x }} b\"", powershell) == "tool \"a $env:A b\"");
  CHECK(replaced("tool \"${{ x }}:b\"", powershell) == "tool \"${env:A}:b\"");
  CHECK(replaced("tool '${{ x }}'", powershell) == "it stands in single quotes");
  CHECK(replaced("tool -key=${{ x }}", powershell) == "it is a part of a word without quotes");
  CHECK(replaced("tool ${{ x }} b", ScriptLanguage::kBatch) == "tool %A% b");
  CHECK(replaced("print(${{ x }})", ScriptLanguage::kOther) ==
        "the script's language is not a shell's");
}

TEST_CASE("A secret that may hold several words is not quoted") {
  Script script;
  script.text.text = "make ${{ x }}";
  script.templates.push_back({{5, 13}, {}, {}});
  script.commands =
      read_script(script.text.text, ScriptLanguage::kPosix, std::vector<TextRange>{{5, 13}});
  CHECK_FALSE(variable_in_place(script, script.templates.front(), "EXTRA_ARGS").has_value());
  CHECK(variable_in_place(script, script.templates.front(), "KEY").has_value());
}

TEST_CASE("A variable is called as its secret, unless that name is taken or means something") {
  CHECK(variable_name_for("KEY", {}) == "KEY");
  CHECK(variable_name_for("key", {}) == "key");
  CHECK(variable_name_for("admin-password", {}) == "ADMIN_PASSWORD");
  CHECK(variable_name_for("KEY", {"KEY", "KEY_2"}) == "KEY_3");
  CHECK(variable_name_for("path", {}) == "SECRET_path");
  CHECK(variable_name_for("GITHUB_APP_KEY", {}) == "SECRET_GITHUB_APP_KEY");
}

TEST_CASE("The variables that a script reads and sets are known") {
  Script script;
  script.text.text = "A=1 tool $B \"${c:-x}\"\nexport D=2\n";
  script.commands = read_script(script.text.text, ScriptLanguage::kPosix);
  CHECK(variables_of(script) == std::set<std::string>{"A", "B", "C", "D"});
}

}  // namespace keyhound
