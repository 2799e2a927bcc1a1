// SPDX-License-Identifier: Apache-2.0
// What the `if:` of a job or step says about who may cause it to run. Pure, thread-safe.
#pragma once

#include <string_view>

namespace keyhound {

// Whether the condition keeps out people without rights in the repository: it asks for the
// repository that a change comes from, for the rights of its author, for a label, or for an event
// that only others cause. Told by the words of the condition: a wrong yes costs a finding, a wrong
// no makes one that nobody believes.
bool keeps_strangers_out(std::string_view condition);

// An event that people without rights in the repository cause.
struct StrangerEvent {
  std::string_view name;
  bool has_secrets = false;  // the workflow has its secrets then
};
// nullptr: only people with rights cause the event.
const StrangerEvent* find_stranger_event(std::string_view name);

}  // namespace keyhound
