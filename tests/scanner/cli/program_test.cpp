// SPDX-License-Identifier: Apache-2.0
// The command table is the source of --help, the man page and the completions, so it is guarded as
// a whole here.
#include "scanner/cli/program.h"

#include <doctest/doctest.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <set>
#include <string>

#include "scanner/cli/help/command_info.h"
#include "scanner/cli/help/shell.h"

namespace keyhound {
namespace {

CommandInfo table() { return describe_command(*make_program().app); }

bool calls(const std::string& example, const std::string& path) {
  return (example + " ").find(path + " ") != std::string::npos;
}

}  // namespace

TEST_CASE("Every command and subcommand has a description and an example that calls it") {
  const CommandInfo program = table();
  const auto all = all_commands(program);
  REQUIRE(all.size() >= 30);
  for (const CommandInfo* command : all) {
    CAPTURE(command->path);
    CHECK_FALSE(command->description.empty());
    REQUIRE_FALSE(command->examples.empty());
    for (const std::string& example : command->examples) {
      CAPTURE(example);
      CHECK(calls(example, command->path));
    }
  }
}

TEST_CASE("Every option and argument has a description, and a value its placeholder") {
  const CommandInfo program = table();
  std::size_t count = 0;
  for (const CommandInfo* command : all_commands(program)) {
    for (const auto* list : {&command->options, &command->arguments}) {
      for (const OptionInfo& option : *list) {
        CAPTURE(command->path);
        CAPTURE(option.name);
        CHECK(option.description.size() >= 5);
        CHECK_FALSE(option.description.ends_with('.'));
        // What CLI11 writes where nobody has given one.
        CHECK(std::set<std::string>{"TEXT", "UINT", "INT", "FLOAT", "BOOLEAN"}.count(
                  option.value) == 0);
        ++count;
      }
    }
  }
  CHECK(count >= 150);
}

TEST_CASE("Options whose values are known list them in their description, for the completions") {
  const CommandInfo program = table();
  for (const CommandInfo* command : all_commands(program)) {
    for (const OptionInfo& option : command->options) {
      if (!std::set<std::string>{"FORMAT", "SEVERITY", "LEVEL", "WHEN"}.count(option.value))
        continue;
      CAPTURE(command->path);
      CAPTURE(option.name);
      CAPTURE(option.description);
      CHECK((option.kind == ValueKind::kChoice));
    }
  }
}

TEST_CASE("Every command has --help, which ends with its examples") {
  const Program program = make_program();
  std::size_t count = 0;
  const auto check = [&count](const auto& self, CLI::App& app) -> void {
    CAPTURE(app.get_name());
    CHECK(app.get_help_ptr() != nullptr);
    CHECK(app.help().find("Examples:\n  ") != std::string::npos);
    ++count;
    for (CLI::App* sub : app.get_subcommands(std::function<bool(CLI::App*)>())) self(self, *sub);
  };
  check(check, *program.app);
  CHECK(count >= 30);
}

TEST_CASE("The --help of a subcommand shows those examples of its command that call it") {
  const CommandInfo program = table();
  const auto all = all_commands(program);
  const auto list = std::find_if(all.begin(), all.end(), [](const CommandInfo* command) {
    return command->path == "keyhound rules list";
  });
  REQUIRE(list != all.end());
  REQUIRE((*list)->examples.size() == 2);
  CHECK((*list)->examples[0] == "keyhound rules list");
  CHECK((*list)->examples[1].starts_with("keyhound rules list --no-config "));
}

}  // namespace keyhound
