// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/json/assessment_json.h"

#include "scanner/base/text_encode.h"

namespace keyhound {

Json assessment_json(const Assessment& assessment) {
  Json policies = Json::array();
  for (const PolicyCounts& counts : assessment.counts) {
    Json object = {{"id", counts.policy_id}};
    for (std::size_t i = 0; i < kOutcomes; ++i) {
      object[std::string(to_string(static_cast<Outcome>(i)))] = counts.outcomes[i];
    }
    if (!counts.note.empty()) object["note"] = to_valid_utf8(counts.note);
    policies.push_back(std::move(object));
  }
  Json object = {{"policies_digest", assessment.policies_digest}};
  if (!assessment.registry_digest.empty()) object["registry_digest"] = assessment.registry_digest;
  object["credentials"] = assessment.credentials.size();
  object["exceptions"] = assessment.exceptions.size();
  object["policies"] = std::move(policies);
  return object;
}

}  // namespace keyhound
