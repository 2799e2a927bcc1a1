// SPDX-License-Identifier: Apache-2.0
// Private to scanner/probes/: how probes tell what they saw.
#pragma once

#include <string>
#include <string_view>

#include "scanner/model/liveness.h"

namespace keyhound {

// What an answer shows, in the words of the probe: nothing that a server sent is part of `reason`.
struct ProbeVerdict {
  LivenessState state = LivenessState::kIndeterminate;
  std::string reason;
};

// A live check of now by the probe of that name. `host` may be empty.
Liveness probe_answer(std::string_view probe, std::string host, ProbeVerdict verdict);

// That a library, which is loaded when it is needed, is not there.
ProbeVerdict lacks_library(std::string_view library, std::string_view package);

}  // namespace keyhound
