// SPDX-License-Identifier: Apache-2.0
// The completion for bash, run in bash.
#include "tests/scanner/cli/help/shells/completion_script.h"

namespace keyhound::testing {
namespace {

const CompletionScript& script() {
  static const CompletionScript completion("bash");
  return completion;
}

// What bash offers behind these words, the last of which is being typed, one a line.
std::string offers(std::vector<std::string> words) {
  constexpr const char* kHarness =
      "source \"$1\"; shift; COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); COMPREPLY=()\n"
      "_keyhound keyhound; printf '%s\\n' \"${COMPREPLY[@]}\"";
  std::vector<std::string> command = {"bash", "--norc", "-c", kHarness, "bash", script().path()};
  words.insert(words.begin(), "keyhound");
  command.insert(command.end(), words.begin(), words.end());
  return script().output_of(command);
}

bool has_line(const std::string& text, const std::string& line) {
  return ("\n" + text).find("\n" + line + "\n") != std::string::npos;
}

}  // namespace

TEST_CASE("bash completes commands and subcommands") {
  if (!is_installed("bash")) return;
  CHECK(offers({"sc"}) == "scan\n");
  CHECK(has_line(offers({""}), "registry"));
  CHECK(offers({"rules", "sh"}) == "show\n");
  CHECK(offers({"completion", "z"}) == "zsh\n");
}

TEST_CASE("bash completes the options of the command that the line names") {
  if (!is_installed("bash")) return;
  CHECK(offers({"scan", "--stag"}) == "--staged\n");
  CHECK(offers({"rules", "list", "--stag"}) == "\n");
  CHECK(has_line(offers({"rules", "list", "--"}), "--rules"));
  // A value that is a command's name is none.
  CHECK(offers({"scan", "--output", "rules", "--stag"}) == "--staged\n");
}

TEST_CASE("bash completes values that are known") {
  if (!is_installed("bash")) return;
  CHECK(offers({"scan", "--format", "sarif-g"}) == "sarif-github\n");
  CHECK(offers({"scan", "--format", "=", "sarif-g"}) == "sarif-github\n");
  CHECK(has_line(offers({"scan", "--format", "="}), "json"));
  CHECK(offers({"scan", "--fail-on", "cr"}) == "critical\n");
  CHECK(offers({"metrics", "--by", ""}) == "day\nweek\n");
  CHECK(offers({"scan", "--range", "ma"}) == "\n");
}

TEST_CASE("bash completes files, with blanks in their names and behind FORMAT=") {
  if (!is_installed("bash")) return;
  CHECK(offers({"scan", "s"}) == "src\n");
  CHECK(offers({"scan", "--registry", "own"}) == "owners file.yaml\n");
  CHECK(offers({"scan", "--output", "sarif", "=", "sr"}) == "src\n");
  // What may be a subcommand or a file.
  CHECK(offers({"inventory", "d"}) == "diff\n");
  CHECK(offers({"inventory", "s"}) == "src\n");
}

}  // namespace keyhound::testing
