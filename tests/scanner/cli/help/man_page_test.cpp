// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/help/man_page.h"

#include <doctest/doctest.h>

#include "scanner/cli/help/program_facts.h"
#include "scanner/cli/help/shell.h"
#include "scanner/cli/help/troff.h"
#include "scanner/cli/program.h"

namespace keyhound {
namespace {

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("The man page has every command, option and example of the table") {
  const CommandInfo program = describe_command(*make_program().app);
  const std::string page = man_page(program, "1.2.3");
  CHECK(page.rfind(".TH KEYHOUND 1 \"\" \"keyhound 1.2.3\"", 0) == 0);
  for (const CommandInfo* command : all_commands(program)) {
    if (command->subcommands.empty() || command->needs_subcommand) {
      CAPTURE(command->path);
      CHECK((command == &program || contains(page, ".SS " + troff_argument(command->path) + "\n")));
    }
    if (command->needs_subcommand) continue;
    for (const OptionInfo& option : command->options) {
      CAPTURE(option.name);
      CHECK(contains(page, troff_text(option.name)));
    }
    if (!command->subcommands.empty()) continue;
    for (const std::string& example : command->examples)
      CHECK(contains(page, troff_text(example) + "\n"));
  }
}

TEST_CASE("The man page has the exit codes, the environment and the files") {
  const std::string page = man_page(describe_command(*make_program().app), "1");
  for (const auto facts : {exit_code_facts(), environment_facts(), file_facts()}) {
    for (const ProgramFact& fact : facts) {
      CAPTURE(std::string(fact.name));
      CHECK(contains(page, ".TP\n" + troff_bold(fact.name) + "\n" + troff_text(fact.text)));
    }
  }
}

TEST_CASE("A description of several lines keeps its lines") {
  OptionInfo option;
  option.name = "--as";
  option.names = {"--as"};
  option.value = "FORM";
  option.description = "What:\na (one)\nb (two)";
  CommandInfo command;
  command.name = "tool";
  command.path = "keyhound tool";
  command.description = "Works";
  command.options.push_back(option);
  CommandInfo program;
  program.name = program.path = "keyhound";
  program.subcommands.push_back(command);
  CHECK(contains(man_page(program, "1"), "What:\n.br\na (one)\n.br\nb (two)\n"));
}

}  // namespace keyhound
