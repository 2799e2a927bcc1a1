// SPDX-License-Identifier: Apache-2.0
// CapturedOutput: standard output goes to a file while the object lives, so that a test can read
// what a command prints. One at a time.
#pragma once

#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <stdexcept>
#include <string>

#include "tests/support/temp_dir.h"

namespace keyhound::testing {

class CapturedOutput {
 public:
  CapturedOutput() {
    std::fflush(stdout);
    before_ = ::dup(STDOUT_FILENO);
    const int file = ::open((dir_ / "out").c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    if (before_ < 0 || file < 0 || ::dup2(file, STDOUT_FILENO) < 0)
      throw std::runtime_error("standard output cannot be captured");
    ::close(file);
  }
  ~CapturedOutput() { give_back(); }
  CapturedOutput(const CapturedOutput&) = delete;
  CapturedOutput& operator=(const CapturedOutput&) = delete;

  // What was printed so far; standard output is itself again.
  std::string take() {
    give_back();
    return dir_.read_file("out");
  }

 private:
  void give_back() {
    if (before_ < 0) return;
    std::fflush(stdout);
    ::dup2(before_, STDOUT_FILENO);
    ::close(before_);
    before_ = -1;
  }

  TempDir dir_;
  int before_ = -1;
};

}  // namespace keyhound::testing
