// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/sarif/sarif_result.h"

#include <fmt/format.h>

#include <algorithm>

#include "scanner/base/hash.h"
#include "scanner/base/text_encode.h"
#include "scanner/model/liveness_effect.h"
#include "scanner/report/json/reference_json.h"
#include "scanner/report/occurrence_text.h"
#include "scanner/report/sarif/sarif_locations.h"
#include "scanner/report/sarif/sarif_message.h"
#include "scanner/report/sarif/sarif_suppression.h"

namespace keyhound {

namespace {

Json git_properties(const Finding& finding) {
  const Occurrence& first = finding.first();
  Json object = Json::object();
  if (!first.commit.id.empty()) {
    object["introducedCommit"] = first.commit.id;
    object["introducedAt"] = format_timestamp(first.commit.committed);
  }
  if (!first.blob.empty()) object["blob"] = first.blob;
  object["inHead"] = finding.in_head();
  if (!first.reachable) object["reachable"] = false;
  if (!first.removal().id.empty()) object["removedCommit"] = first.removal().id;
  if (first.ref_count > 0) {
    object["refs"] = Json::array();
    for (const std::string& ref : first.refs) object["refs"].push_back(to_valid_utf8(ref));
    object["refCount"] = first.ref_count;
  }
  return object;
}

Json verdict_properties(const Finding& finding) {
  Json list = Json::array();
  for (const PolicyVerdict& verdict : finding.policies) {
    Json object = {{"id", verdict.policy_id},
                   {"outcome", to_string(verdict.outcome)},
                   {"message", to_valid_utf8(verdict.message)}};
    if (!verdict.exception_id.empty()) object["exception"] = to_valid_utf8(verdict.exception_id);
    list.push_back(std::move(object));
  }
  return list;
}

void add_liveness(Json& object, const Finding& finding) {
  const Liveness& liveness = finding.liveness;
  if (!is_told(liveness)) return;
  object["khLiveness"] = to_string(liveness.state);
  if (liveness.at) object["khLivenessAt"] = format_timestamp(*liveness.at);
  add_text(object, "khLivenessSource", liveness.source);
  add_text(object, "khLivenessVerifier", liveness.verifier);
  add_text(object, "khLivenessHost", liveness.host);
  if (liveness.status != 0) object["khLivenessStatus"] = liveness.status;
  add_text(object, "khLivenessReason", liveness.reason);
  if (const auto before = severity_before_check(finding))
    object["khSeverityBefore"] = to_string(*before);
}

Json properties_of(const Finding& finding) {
  Json object = {{"khKind", to_string(finding.kind)},
                 {"khSeverity", to_string(finding.severity)},
                 {"security-severity", fmt::format("{:.1f}", finding.score)},
                 {"khConfidence", to_string(finding.confidence)},
                 {"khGit", git_properties(finding)}};
  if (!finding.identity.empty()) {
    Json identity = Json::object();
    for (const auto& [name, value] : finding.identity) {
      identity[to_valid_utf8(name)] = to_valid_utf8(value);
    }
    object["khIdentity"] = std::move(identity);
  }
  if (!finding.credential.id.empty()) {
    object["khCredentialId"] = to_valid_utf8(finding.credential.id);
    object["khOwner"] = to_valid_utf8(finding.credential.owner);
    object["khMatchedBy"] = finding.credential.matched_by;
  }
  add_liveness(object, finding);
  if (finding.first().pipeline) object["khPipeline"] = pipeline_json(*finding.first().pipeline);
  if (!finding.repository.empty()) object["khRepository"] = to_valid_utf8(finding.repository);
  if (!finding.policies.empty()) object["khPolicies"] = verdict_properties(finding);
  return object;
}

}  // namespace

std::string alert_fingerprint(const Finding& finding) {
  std::string text = "keyhound alert/v1";
  for (const std::string& part : {finding.rule_id, finding.first().location.path}) {
    text += '\0';
    text += part;
  }
  const Sha256Digest mac = hmac_sha256(finding.fingerprint.mac, text);
  return to_hex(std::span(mac).first(8)) + ":1";
}

Json sarif_result(const Finding& finding, const SarifContext& context) {
  const SarifProfile& profile = context.profile;
  const std::string message = sarif_message(finding);
  const bool is_bounded = profile.max_message > 0;
  Json result = {
      {"ruleId", to_valid_utf8(finding.rule_id)},
      {"ruleIndex", context.rules.index_of(finding.rule_id)},
      {"kind", "fail"},
      {"level", to_string(level_of(finding))},
      {"message", {{"text", is_bounded ? shorten(message, profile.max_message) : message}}}};
  if (finding.baseline_state != BaselineState::kNotCompared)
    result["baselineState"] = to_string(finding.baseline_state);
  result["locations"] = Json::array();
  result["locations"].push_back(sarif_location(finding, context.revisions));
  if (!profile.for_github) result["occurrenceCount"] = finding.occurrences.size();
  result["partialFingerprints"] = {{"primaryLocationLineHash", alert_fingerprint(finding)},
                                   {"keyhoundCredential/v1", finding.fingerprint.short_form()}};
  Json related = profile.for_github ? sarif_linked_locations(finding, profile.max_related)
                                    : sarif_related_locations(finding, context.revisions);
  if (!related.empty()) result["relatedLocations"] = std::move(related);
  if (profile.for_github) return result;
  result["rank"] = std::clamp(finding.score, 0.0, 10.0) * 10;
  const auto& assessment = context.result.assessment;
  if (!finding.is_open()) {
    result["suppressions"] = sarif_suppressions(finding, assessment ? &*assessment : nullptr);
  }
  result["properties"] = properties_of(finding);
  return result;
}

}  // namespace keyhound
