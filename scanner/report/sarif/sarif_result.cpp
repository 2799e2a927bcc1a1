// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/sarif/sarif_result.h"

#include "scanner/base/hash.h"
#include "scanner/base/text_encode.h"
#include "scanner/report/occurrence_text.h"
#include "scanner/report/sarif/sarif_locations.h"
#include "scanner/report/sarif/sarif_message.h"

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
  if (!first.removed.id.empty()) object["removedCommit"] = first.removed.id;
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

Json properties_of(const Finding& finding) {
  Json object = {{"khKind", to_string(finding.kind)},
                 {"khSeverity", to_string(finding.severity)},
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
  if (!finding.policies.empty()) object["khPolicies"] = verdict_properties(finding);
  return object;
}

// An exception in force accepts the result; it does not take it away.
Json suppressions_of(const Finding& finding) {
  std::string justification;
  for (const PolicyVerdict& verdict : finding.policies) {
    if (verdict.outcome != Outcome::kWaived) continue;
    justification = verdict.message;
    if (!verdict.exception_id.empty()) {
      justification = "Exception '" + verdict.exception_id + "': " + justification;
    }
    break;
  }
  if (justification.empty()) justification = "An exception in force covers this finding.";
  return Json::array({{{"kind", "external"},
                       {"status", "accepted"},
                       {"justification", as_sentence(to_valid_utf8(justification))}}});
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

Json sarif_result(const Finding& finding, const SarifRules& rules,
                  const SarifRevisions& revisions) {
  Json result = {{"ruleId", to_valid_utf8(finding.rule_id)},
                 {"ruleIndex", rules.index_of(finding.rule_id)},
                 {"kind", "fail"},
                 {"level", to_string(level_of(finding))},
                 {"message", {{"text", sarif_message(finding)}}}};
  result["locations"] = Json::array();
  result["locations"].push_back(sarif_location(finding, revisions));
  result["occurrenceCount"] = finding.occurrences.size();
  result["partialFingerprints"] = {{"primaryLocationLineHash", alert_fingerprint(finding)},
                                   {"keyhoundCredential/v1", finding.fingerprint.short_form()}};
  Json related = sarif_related_locations(finding, revisions);
  if (!related.empty()) result["relatedLocations"] = std::move(related);
  if (finding.waived) result["suppressions"] = suppressions_of(finding);
  result["properties"] = properties_of(finding);
  return result;
}

}  // namespace keyhound
