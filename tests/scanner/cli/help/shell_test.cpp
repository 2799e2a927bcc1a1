// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/help/shell.h"

#include <doctest/doctest.h>

#include "scanner/cli/program.h"

namespace keyhound {
namespace {

CommandInfo command_at(const std::string& path) {
  CommandInfo command;
  command.path = path;
  return command;
}

}  // namespace

TEST_CASE("Shells are known by their names") {
  CHECK(shell_names() == "bash, fish, zsh");
  for (const Shell* shell : shells()) CHECK(find_shell(shell->name) == shell);
  CHECK(find_shell("tcsh") == nullptr);
}

TEST_CASE("Every completion knows every command and every long option") {
  const CommandInfo program = describe_command(*make_program().app);
  for (const Shell* shell : shells()) {
    CAPTURE(std::string(shell->name));
    const std::string text = shell->completion(program);
    for (const CommandInfo* command : all_commands(program)) {
      CAPTURE(command->path);
      CHECK(text.find(command->name) != std::string::npos);
      for (const OptionInfo& option : command->options) {
        CAPTURE(option.name);
        CHECK(text.find(option.name.substr(2)) != std::string::npos);
        for (const std::string& choice : option.choices)
          CHECK(text.find(choice) != std::string::npos);
      }
    }
  }
}

TEST_CASE("Text in single quotes keeps its quotes") {
  CHECK(shell_quoted("a 'b' $c") == "'a '\\''b'\\'' $c'");
}

TEST_CASE("All commands are listed, each before its own") {
  CommandInfo program = command_at("p");
  program.subcommands = {command_at("p a"), command_at("p b")};
  program.subcommands[0].subcommands = {command_at("p a x")};
  std::string paths;
  for (const CommandInfo* command : all_commands(program)) paths += command->path + ";";
  CHECK(paths == "p;p a;p a x;p b;");
}

}  // namespace keyhound
