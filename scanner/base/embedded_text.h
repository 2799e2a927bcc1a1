// SPDX-License-Identifier: Apache-2.0
// EmbeddedText: a text file that the build put into the program (keyhound_embed_text in cmake/).
#pragma once

#include <span>
#include <string_view>

namespace keyhound {

struct EmbeddedText {
  std::string_view name;     // file name without its folder
  std::string_view content;  // lives as long as the program
};

}  // namespace keyhound
