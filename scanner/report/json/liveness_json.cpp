// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/json/liveness_json.h"

#include "scanner/model/liveness_effect.h"
#include "scanner/report/json/reference_json.h"
#include "scanner/report/liveness_words.h"

namespace keyhound {

Json liveness_json(const Finding& finding) {
  const Liveness& liveness = finding.liveness;
  Json object = {{"state", to_string(liveness.state)}};
  if (liveness.at) object["at"] = format_timestamp(*liveness.at);
  add_text(object, "source", liveness.source);
  add_text(object, "verifier", liveness.verifier);
  add_text(object, "host", liveness.host);
  if (liveness.status != 0) object["status"] = liveness.status;
  add_text(object, "reason", liveness.reason);
  if (const auto before = severity_before_check(finding))
    object["severity_before"] = to_string(*before);
  return object;
}

Json liveness_counts_json(const ScanResult& result) {
  const LivenessTally tally = liveness_tally_of(result);
  Json object = Json::object();
  if (!tally.is_asked) return object;
  for (const LivenessState state :
       {LivenessState::kActive, LivenessState::kRevoked, LivenessState::kExpired,
        LivenessState::kIndeterminate, LivenessState::kUnchecked})
    object[std::string(to_string(state))] = tally.of(state);
  return object;
}

}  // namespace keyhound
