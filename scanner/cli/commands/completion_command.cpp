// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <memory>
#include <string>

#include "scanner/cli/cli11.h"
#include "scanner/cli/command.h"
#include "scanner/cli/help/shell.h"
#include "scanner/cli/help/write_text.h"
#include "scanner/cli/program.h"

namespace keyhound {
namespace {

int print_completion(const std::string& name) {
  const Shell* shell = find_shell(name);
  if (shell == nullptr) {
    return report_error(
        {ErrorKind::kUsage, fmt::format("completion: '{}' is none of {}", name, shell_names())});
  }
  const Program program = make_program();
  return print_whole(shell->completion(describe_command(*program.app)));
}

CommandRunner add_options(CLI::App& app) {
  auto shell = std::make_shared<std::string>();
  app.add_option("shell", *shell, "Shell to complete in: " + shell_names())
      ->required()
      ->type_name("SHELL");
  return [shell] { return print_completion(*shell); };
}

}  // namespace

extern const Command kCompletionCommand;
const Command kCompletionCommand{
    "completion", "Print the completion of commands and options for a shell",
    "  keyhound completion bash > keyhound.bash     to be sourced, or put where bash-completion "
    "looks\n"
    "  keyhound completion zsh > _keyhound          to be put into a folder of $fpath\n"
    "  keyhound completion fish > keyhound.fish     to be put into ~/.config/fish/completions\n",
    add_options};

}  // namespace keyhound
