// SPDX-License-Identifier: Apache-2.0
// The regex of a context rule: a value that looks like many others, assigned to a name that holds
// one of the rule's words. Every bound is small, so that word, operator and the first bytes of the
// value fit into one trigger.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "scanner/base/result.h"

namespace keyhound {

// What is wrong with a word or a value, as the end of "context ..." or "value ..."; empty: nothing.
// A word has no group that captures and no unbounded repeat, a value no group without a name.
std::string context_word_fault(std::string_view word);
std::string context_value_fault(std::string_view value);

// Whether it repeats something without bound.
bool has_open_repeat(std::string_view regex);

// REQUIRES: there is a word, and no word and not the value has a fault. Group 1 is the value.
std::string compose_context_regex(std::span<const std::string> words, std::string_view value);

}  // namespace keyhound
