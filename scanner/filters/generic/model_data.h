// SPDX-License-Identifier: Apache-2.0
// The data of the generic-secret model as it is embedded in the program.
#pragma once

#include <string_view>

namespace keyhound {

std::string_view common_words();   // data/words.txt: one a line
std::string_view trained_model();  // data/model.txt: see score_model.h

}  // namespace keyhound
