// SPDX-License-Identifier: Apache-2.0
// GivenInput: standard input is a text while the object lives. One at a time.
#pragma once

#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <stdexcept>
#include <string>

#include "tests/support/temp_dir.h"

namespace keyhound::testing {

class GivenInput {
 public:
  explicit GivenInput(const std::string& text) {
    dir_.write_file("in", text);
    before_ = ::dup(STDIN_FILENO);
    const int file = ::open((dir_ / "in").c_str(), O_RDONLY | O_CLOEXEC);
    if (before_ < 0 || file < 0 || ::dup2(file, STDIN_FILENO) < 0)
      throw std::runtime_error("standard input cannot be given");
    ::close(file);
    std::clearerr(stdin);
  }
  ~GivenInput() {
    ::dup2(before_, STDIN_FILENO);
    ::close(before_);
    std::clearerr(stdin);
  }
  GivenInput(const GivenInput&) = delete;
  GivenInput& operator=(const GivenInput&) = delete;

 private:
  TempDir dir_;
  int before_ = -1;
};

}  // namespace keyhound::testing
