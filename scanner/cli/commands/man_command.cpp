// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/command.h"
#include "scanner/cli/help/man_page.h"
#include "scanner/cli/help/write_text.h"
#include "scanner/cli/program.h"

namespace keyhound {
namespace {

CommandRunner add_options(CLI::App&) {
  return [] {
    const Program program = make_program();
    return print_whole(man_page(describe_command(*program.app), KEYHOUND_VERSION));
  };
}

}  // namespace

extern const Command kManCommand;
const Command kManCommand{"man", "Print the manual page, in troff",
                          "  keyhound man > keyhound.1      to be read with 'man -l keyhound.1'\n",
                          add_options};

}  // namespace keyhound
