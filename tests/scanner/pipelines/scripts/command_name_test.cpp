// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/scripts/command_name.h"

#include <doctest/doctest.h>

#include "tests/scanner/pipelines/scripts/script_text.h"

namespace keyhound::testing {
namespace {

TEST_CASE("The command's name is behind the programs that run it") {
  struct Row {
    const char* text;
    const char* name;
    std::size_t word;
  };
  for (const Row& row :
       std::initializer_list<Row>{{"curl x", "curl", 0},
                                  {"/usr/bin/curl x", "curl", 0},
                                  {"C:\\\\bin\\\\curl.exe x", "curl", 0},
                                  {"sudo -E -u ci A=b curl x", "curl", 5},
                                  {"env -i A=b B=c curl", "curl", 4},
                                  {"A=b exec nohup timeout -k 5 10 curl", "curl", 6},
                                  {"command curl", "curl", 1},
                                  {"command -v curl", "command", 0},
                                  {"sudo -- curl", "curl", 2},
                                  {"xargs -n 1 curl", "curl", 3},
                                  {"env", "env", 0},
                                  {"env | sort", "env", 0},
                                  {"exec > f", "exec", 0}}) {
    CAPTURE(row.text);
    const ScriptCommands script = read_script(row.text, ScriptLanguage::kPosix);
    CHECK(command_name(script.commands[0]) == row.name);
    CHECK(command_word(script.commands[0]) == row.word);
  }
  const ScriptCommands none = read_script("A=b", ScriptLanguage::kPosix);
  CHECK(command_word(none.commands[0]) == 0);
  CHECK(command_name(none.commands[0]).empty());
}

}  // namespace
}  // namespace keyhound::testing
