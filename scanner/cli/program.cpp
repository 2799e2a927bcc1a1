// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/program.h"

#include <algorithm>
#include <string>

#include "scanner/cli/cli11.h"

namespace keyhound {
namespace {

constexpr const char* kRootFooter =
    "Examples:\n"
    "  keyhound scan .              what stands in the repository here, with its history\n"
    "  keyhound scan --staged       what the next commit would add\n"
    "  keyhound doctor              whether keyhound is set up well here\n"
    "\n"
    "Exit codes: 0 clean, 1 findings, 2 usage or configuration error, 3 scan incomplete.\n"
    "'keyhound COMMAND --help' shows options and examples.";

// Those lines of `examples` that call `command`, e.g. "keyhound rules list".
std::string examples_calling(std::string_view examples, const std::string& command) {
  std::string chosen;
  while (!examples.empty()) {
    const std::size_t end = std::min(examples.find('\n'), examples.size() - 1) + 1;
    const std::string_view line = examples.substr(0, end);
    examples.remove_prefix(end);
    const std::size_t at = line.find(command);
    if (at == std::string_view::npos) continue;
    const std::string_view after = line.substr(at + command.size());
    if (after.empty() || after.front() == ' ' || after.front() == '\n') chosen += line;
  }
  return chosen;
}

void add_examples(CLI::App& app, const std::string& path, std::string_view examples) {
  const std::string calling = examples_calling(examples, path);
  if (!calling.empty()) app.footer("Examples:\n" + calling);
  for (CLI::App* sub : app.get_subcommands(std::function<bool(CLI::App*)>()))
    add_examples(*sub, path + " " + sub->get_name(), examples);
}

}  // namespace

Program make_program(const std::function<CommandPart(std::string_view name)>& part_of) {
  Program program;
  program.app = std::make_shared<CLI::App>(
      "Finds embedded credentials in git repositories and files, and judges each against the owner "
      "registry.",
      "keyhound");
  CLI::App& app = *program.app;
  app.set_help_flag("-h,--help", "Show options and examples, and end");
  app.set_version_flag("--version", "keyhound " KEYHOUND_VERSION, "Show the version, and end");
  app.require_subcommand(1);
  app.footer(kRootFooter);
  for (const Command* command : commands()) {
    const CommandPart part = part_of ? part_of(command->name) : CommandPart::kWhole;
    if (part == CommandPart::kNone) continue;
    CLI::App* sub =
        app.add_subcommand(std::string(command->name), std::string(command->description));
    if (part == CommandPart::kName) continue;
    program.runners.emplace_back(sub, command->add_options(*sub));
    add_examples(*sub, "keyhound " + sub->get_name(), command->examples);
  }
  return program;
}

}  // namespace keyhound
