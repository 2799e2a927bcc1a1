// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/types.h>
#include <termios.h>

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace keyhound::testing {

// The program under test in a pseudo-terminal of 100 columns, for commands that ask questions.
// Throws std::runtime_error when it cannot be started.
class PtyProgram {
 public:
  explicit PtyProgram(const std::vector<std::string>& arguments);
  ~PtyProgram();
  PtyProgram(const PtyProgram&) = delete;
  PtyProgram& operator=(const PtyProgram&) = delete;

  void type(std::string_view keys);
  // Waits until what was shown since the last call holds the text; false: it does not come.
  bool shows(std::string_view text);
  void signal(int number) const;
  // Waits for the end; the exit code, or minus the signal that ended it.
  int wait();

  // The settings of the terminal, which outlives the program.
  [[nodiscard]] termios settings() const;
  [[nodiscard]] const std::string& output() const { return output_; }

 private:
  bool read_more(int milliseconds);

  pid_t child_ = -1;
  int master_ = -1;
  int slave_ = -1;
  std::string output_;
  std::size_t seen_ = 0;
};

}  // namespace keyhound::testing
