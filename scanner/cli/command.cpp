// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/command.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <utility>
#include <vector>

#include "scanner/base/text_encode.h"
#include "scanner/cli/exit_code.h"

namespace keyhound {

#define KEYHOUND_COMMAND(name) extern const Command k##name##Command;
#include "commands.inc"
#undef KEYHOUND_COMMAND

std::span<const Command* const> commands() {
  static constexpr const Command* kCommands[] = {
#define KEYHOUND_COMMAND(name) &k##name##Command,
#include "commands.inc"
#undef KEYHOUND_COMMAND
  };
  return kCommands;
}

int report_error(const Error& error) {
  std::string_view rest = error.message;
  while (true) {
    const std::size_t end = rest.find('\n');
    fmt::print(stderr, "keyhound: {}\n", escape_for_terminal(rest.substr(0, end)));
    if (end == std::string_view::npos) break;
    rest.remove_prefix(end + 1);
  }
  return exit_code_of(error);
}

namespace {

// Whether `name` stands among the arguments. Others are not called, whatever options stand before.
bool may_be_called(std::string_view name, int argc, const char* const* argv) {
  return std::any_of(argv, argv + argc, [name](const char* word) { return word == name; });
}

}  // namespace

int run_program(int argc, const char* const* argv) {
  CLI::App app(
      "Finds embedded credentials in git repositories and files, and judges each against the owner "
      "registry.",
      "keyhound");
  app.set_version_flag("--version", "keyhound " KEYHOUND_VERSION);
  app.require_subcommand(1);
  app.footer(
      "Exit codes: 0 clean, 1 findings, 2 usage or configuration error, 3 scan incomplete.\n"
      "'keyhound COMMAND --help' shows options and examples.");
  std::vector<std::pair<CLI::App*, CommandRunner>> runners;
  for (const Command* command : commands()) {
    CLI::App* sub =
        app.add_subcommand(std::string(command->name), std::string(command->description));
    // The options of all commands take longer to list than a small scan does.
    if (!may_be_called(command->name, argc, argv)) continue;
    if (!command->examples.empty()) sub->footer("Examples:\n" + std::string(command->examples));
    runners.emplace_back(sub, command->add_options(*sub));
  }
  if (argc <= 1) {
    std::cerr << app.help();
    return kExitUsage;
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& success) {
    return app.exit(success);
  } catch (const CLI::ParseError& error) {
    return report_error(
        {ErrorKind::kUsage, std::string(error.what()) + "\nTry 'keyhound --help'."});
  }
  for (const auto& [sub, run] : runners) {
    if (sub->parsed()) return run();
  }
  return kExitUsage;
}

}  // namespace keyhound
