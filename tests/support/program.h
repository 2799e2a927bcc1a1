// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/types.h>

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "tests/support/build_places.h"

namespace keyhound::testing {

struct RunOptions {
  std::string stdin_bytes = {};
  std::string stdin_file = {};   // instead of stdin_bytes: connected as it is
  std::string stdout_file = {};  // instead of RunResult::out: an existing file or device
  std::string cwd = {};
  std::map<std::string, std::string> environment = {};  // added to, or replacing, the inherited
  std::vector<std::string> unset = {};                  // removed before the additions
  bool empty_environment = false;                       // inherit nothing
  std::optional<uid_t> uid = {};                        // run as this user (needs root)
  int timeout_seconds = 120;
};

struct RunResult {
  int exit_code = -1;  // -1 when a signal ended it
  int signal = 0;
  std::string out;
  std::string err;
  long peak_rss_kb = 0;  // of the program, or of this process at the fork when that is more
  bool killed_by_timeout = false;
  double seconds = 0;

  // Both streams and how it ended, for the message of a failed check.
  std::string describe() const;
};

// Runs command[0] (searched in PATH) with fork and exec, without a shell, and waits for it. Throws
// std::runtime_error when it cannot be started.
RunResult run(const std::vector<std::string>& command, const RunOptions& options = {});

// Runs the program under test (the environment variable KEYHOUND_PROGRAM, else `built`) with a
// clean environment: HOME is an empty directory, no XDG variables, UTF-8, PATH and the options of
// the sanitizers as they are.
RunResult run_keyhound(const std::string& built, const std::vector<std::string>& arguments,
                       const RunOptions& options);

inline RunResult keyhound(const std::vector<std::string>& arguments,
                          const RunOptions& options = {}) {
  return run_keyhound(kProgram, arguments, options);
}

}  // namespace keyhound::testing
