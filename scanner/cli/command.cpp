// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/command.h"

#include <fmt/format.h>

#include <algorithm>
#include <iostream>

#include "scanner/base/text_encode.h"
#include "scanner/cli/cli11.h"
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

namespace {

// What parsing the arguments needs of a command. One whose name is not among them is not called,
// whatever options stand before; where they begin with a command, the help of the program, which
// names all others, is not asked for either.
CommandPart part_of(std::string_view name, int argc, const char* const* argv) {
  const bool may_be_called =
      std::any_of(argv, argv + argc, [name](const char* word) { return word == name; });
  if (may_be_called) return CommandPart::kWhole;
  const auto all = commands();
  const bool begins_with_one =
      argc > 1 &&
      std::any_of(all.begin(), all.end(), [&](const Command* one) { return one->name == argv[1]; });
  return begins_with_one ? CommandPart::kNone : CommandPart::kName;
}

// The whole program knows what was meant, by the names of all commands and options.
int report_usage_error(int argc, const char* const* argv) {
  const Program program = make_program();
  try {
    program.app->parse(argc, argv);
  } catch (const CLI::Success& success) {
    return program.app->exit(success);
  } catch (const CLI::ParseError& error) {
    return report_error(explain_usage_error(*program.app, error));
  }
  return kExitUsage;
}

}  // namespace

int run_program(int argc, const char* const* argv) {
  // The options of all commands take longer to list than a small scan does.
  const Program program =
      make_program([&](std::string_view name) { return part_of(name, argc, argv); });
  if (argc <= 1) {
    std::cerr << program.app->help();
    return kExitUsage;
  }
  try {
    program.app->parse(argc, argv);
  } catch (const CLI::Success& success) {
    return program.app->exit(success);
  } catch (const CLI::ParseError&) {
    return report_usage_error(argc, argv);
  }
  for (const auto& [sub, run] : program.runners) {
    if (sub->parsed()) return run();
  }
  return kExitUsage;
}

}  // namespace keyhound
