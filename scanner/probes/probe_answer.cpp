// SPDX-License-Identifier: Apache-2.0
#include "scanner/probes/probe_answer.h"

#include <utility>

namespace keyhound {

Liveness probe_answer(std::string_view probe, std::string host, ProbeVerdict verdict) {
  Liveness liveness;
  liveness.state = verdict.state;
  liveness.at = now();
  liveness.source = "live-check";
  liveness.verifier = probe;
  liveness.host = std::move(host);
  liveness.reason = std::move(verdict.reason);
  return liveness;
}

ProbeVerdict lacks_library(std::string_view library, std::string_view package) {
  return {LivenessState::kIndeterminate, "nothing was asked: " + std::string(library) +
                                             " cannot be loaded; install the package " +
                                             std::string(package)};
}

}  // namespace keyhound
