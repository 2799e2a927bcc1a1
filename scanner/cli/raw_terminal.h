// SPDX-License-Identifier: Apache-2.0
// RawTerminal: the terminal on standard input and output while keys are read one by one. What it
// was is restored when the object goes, and when a signal ends the program. One at a time; used by
// one thread.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "scanner/base/result.h"

namespace keyhound {

enum class Key { kText, kUp, kDown, kLeft, kRight, kEnter, kBackspace, kEscape, kQuit, kRedraw };

struct KeyPress {
  Key key = Key::kText;
  std::string text;  // of kText: one character in UTF-8
};

class RawTerminal {
 public:
  // kUsage where standard input or output is no terminal.
  static Result<std::unique_ptr<RawTerminal>> open();
  ~RawTerminal();
  RawTerminal(const RawTerminal&) = delete;
  RawTerminal& operator=(const RawTerminal&) = delete;

  // Waits for a key. kQuit: Ctrl-C, Ctrl-D, or the terminal is gone; kRedraw: its size is another.
  KeyPress read_key();

  // Replaces what is shown. `text` has what TextPage writes.
  void show(std::string_view text);

  [[nodiscard]] std::size_t width() const;

 private:
  RawTerminal() = default;
};

}  // namespace keyhound
