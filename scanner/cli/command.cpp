// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/command.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <iostream>

#include "scanner/base/text_encode.h"
#include "scanner/cli/exit_code.h"
#include "scanner/cli/help/usage_error.h"
#include "scanner/cli/program.h"

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

int run_program(int argc, const char* const* argv) {
  const Program program = make_program();
  CLI::App& app = *program.app;
  if (argc <= 1) {
    std::cerr << app.help();
    return kExitUsage;
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& success) {
    return app.exit(success);
  } catch (const CLI::ParseError& error) {
    return report_error(explain_usage_error(app, error));
  }
  for (const auto& [sub, run] : program.runners) {
    if (sub->parsed()) return run();
  }
  return kExitUsage;
}

}  // namespace keyhound
