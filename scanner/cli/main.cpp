// SPDX-License-Identifier: Apache-2.0
#include <csignal>
#include <cstdio>
#include <exception>

#include "scanner/cli/command.h"
#include "scanner/cli/exit_code.h"

int main(int argc, char** argv) {
  // A closed pipe is a write error like any other, so that the exit code stays ours.
  std::signal(SIGPIPE, SIG_IGN);
  try {
    return keyhound::run_program(argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "keyhound: defect: %s\n", error.what());
    return keyhound::kExitUsage;
  }
}
