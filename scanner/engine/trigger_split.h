// SPDX-License-Identifier: Apache-2.0
// Private to scanner/engine/: splits a trigger into a head, which Hyperscan looks for, and a guard,
// which follows the rest from there. See trigger_split.cpp. Pure functions, thread-safe.
#pragma once

#include <string>
#include <vector>

#include "scanner/engine/byte_automaton.h"

namespace keyhound {

// Where the head ends, the guard begins. Read backward, it covers the head too.
struct TriggerPart {
  std::string head;   // Hyperscan pattern
  std::string guard;  // a table of build_byte_automaton(); empty: the head is all
  Reading reading = Reading::kForward;
  std::size_t unread = 0;  // least bytes of what stands behind the end of the guard, or of the head
};

// The trigger matches where one of the parts does, except that a guard may know the beginning of
// the rest only. Of the ends that a match can have behind its head, the first counts. REQUIRES:
// print_regex() wrote the trigger.
std::vector<TriggerPart> split_trigger(const std::string& trigger);

}  // namespace keyhound
