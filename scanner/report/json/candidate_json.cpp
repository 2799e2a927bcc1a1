// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/json/candidate_json.h"

#include "scanner/base/text_encode.h"
#include "scanner/report/json/finding_json.h"

namespace keyhound {
namespace {

std::string_view state_of(const Candidate& candidate) {
  if (!candidate.is_confirmed) return "not-confirmed";
  if (candidate.dropped) return "dropped";
  return candidate.part_of.empty() ? "reported" : "part";
}

}  // namespace

Json candidate_json(const Candidate& candidate) {
  Json object = {{"rule_id", to_valid_utf8(candidate.rule_id)},
                 {"title", to_valid_utf8(candidate.title)},
                 {"state", state_of(candidate)}};
  if (candidate.dropped) object["dropped"] = to_string(*candidate.dropped);
  if (!candidate.part_of.empty()) object["part_of"] = to_valid_utf8(candidate.part_of);
  add_position(object, candidate.location);
  if (!candidate.encoding.empty()) object["encoding"] = candidate.encoding;
  if (candidate.is_confirmed) object["secret_redacted"] = candidate.secret_redacted;
  object["confidence"] = to_string(candidate.confidence);
  if (!candidate.trigger.empty()) object["trigger"] = to_valid_utf8(candidate.trigger);
  Json checks = Json::array();
  for (const CandidateCheck& check : candidate.checks) {
    checks.push_back({{"name", check.name},
                      {"outcome", to_string(check.outcome)},
                      {"detail", to_valid_utf8(check.detail)}});
  }
  object["checks"] = std::move(checks);
  if (candidate.features.empty()) return object;
  Json features = Json::array();
  for (const CandidateFeature& feature : candidate.features) {
    features.push_back(
        {{"name", feature.name}, {"value", feature.value}, {"contribution", feature.contribution}});
  }
  object["features"] = std::move(features);
  return object;
}

}  // namespace keyhound
