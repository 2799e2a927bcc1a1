// SPDX-License-Identifier: Apache-2.0
// The questions themselves, for people and for programs. Pure.
#pragma once

#include <string>

namespace keyhound {

// One line a question.
std::string question_list_text();
// With their columns and filters: keyhound/questions/v1 (docs/store.md).
std::string question_list_json();

}  // namespace keyhound
