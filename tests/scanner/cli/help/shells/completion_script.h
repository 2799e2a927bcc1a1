// SPDX-License-Identifier: Apache-2.0
// CompletionScript: what `keyhound completion` prints for a shell, in a file, and a folder to
// complete file names in.
#pragma once

#include <doctest/doctest.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "scanner/cli/help/shell.h"
#include "scanner/cli/program.h"
#include "tests/support/program.h"
#include "tests/support/temp_dir.h"

namespace keyhound::testing {

class CompletionScript {
 public:
  explicit CompletionScript(const char* shell) {
    dir_.write_file("script", find_shell(shell)->completion(describe_command(*make_program().app)));
    dir_.write_file("work/owners file.yaml", "x");
    dir_.write_file("work/src/main.c", "x");
  }

  std::string path() const { return dir_ / "script"; }
  // Runs a command in the folder; its output. Fails the test when it fails.
  std::string output_of(const std::vector<std::string>& command) const {
    RunOptions options;
    options.cwd = dir_ / "work";
    const RunResult result = run(command, options);
    INFO(result.describe());
    CHECK(result.exit_code == 0);
    CHECK(result.err.empty());
    return result.out;
  }

 private:
  TempDir dir_;
};

inline bool is_installed(const std::string& program) {
  return run({"sh", "-c", "command -v " + program}).exit_code == 0;
}

}  // namespace keyhound::testing
