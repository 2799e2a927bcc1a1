// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace keyhound::testing {

// Names that would break out of their place in a file, or hide in it.
inline std::vector<std::string> hostile_names() {
  return {"a: b",
          "- id: evil",
          "\"}, x: {y",
          "x\ny: z",
          "#x",
          "\xE2\x80\xA8x",
          "\x1B]0;x\x07",
          "\xE2\x80\xAE"
          "txt.exe",
          "--- |",
          "{{x}}",
          "%TAG",
          "null",
          "yes",
          "0x10",
          "2026-01-01",
          "*a",
          "&b",
          "!!c",
          std::string(3000, 'n')};
}

}  // namespace keyhound::testing
