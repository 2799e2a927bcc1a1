// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/sarif/sarif_suppression.h"

#include "scanner/base/text_encode.h"
#include "scanner/report/assessment_lookup.h"
#include "scanner/report/sarif/sarif_message.h"
#include "scanner/report/uuid.h"

namespace keyhound {

namespace {

// The verdict that an exception covers; nullptr: the finding has none.
const PolicyVerdict* waived_verdict(const Finding& finding) {
  for (const PolicyVerdict& verdict : finding.policies) {
    if (verdict.outcome == Outcome::kWaived) return &verdict;
  }
  return nullptr;
}

Json properties_of(const ExceptionSummary& exception) {
  Json object = Json::object();
  add_text(object, "exception", exception.id);
  add_text(object, "ticket", exception.ticket);
  add_text(object, "approver", exception.approver);
  add_text(object, "requestedBy", exception.requested_by);
  add_text(object, "reason", exception.reason);
  add_text(object, "compensatingControl", exception.compensating_control);
  if (exception.granted) object["granted"] = format_timestamp(*exception.granted);
  if (exception.expires) object["expires"] = format_timestamp(*exception.expires);
  return object;
}

Json baseline_suppression(const Finding& finding) {
  const Acceptance& acceptance = *finding.accepted;
  std::string justification = "A baseline accepts this finding";
  if (!acceptance.verdict.empty()) justification += " (" + acceptance.verdict + ")";
  if (!acceptance.reason.empty()) justification += ": " + acceptance.reason;
  Json properties = Json::object();
  add_text(properties, "verdict", acceptance.verdict);
  add_text(properties, "baseline", acceptance.path);
  if (acceptance.until) properties["expires"] = format_timestamp(*acceptance.until);
  return {{"kind", "external"},
          {"status", "accepted"},
          {"justification", as_sentence(to_valid_utf8(justification))},
          {"guid",
           keyhound_uuid("baseline " + finding.rule_id + " " + finding.fingerprint.short_form())},
          {"properties", std::move(properties)}};
}

Json waiver_suppression(const Finding& finding, const Assessment* assessment) {
  std::string justification = "An exception in force covers this finding.";
  const PolicyVerdict* verdict = waived_verdict(finding);
  const ExceptionSummary* exception = nullptr;
  if (verdict != nullptr && !verdict->message.empty()) justification = verdict->message;
  if (verdict != nullptr && !verdict->exception_id.empty()) {
    justification = "Exception '" + verdict->exception_id + "': " + justification;
    if (assessment != nullptr) exception = find_exception(*assessment, verdict->exception_id);
  }
  Json suppression = {{"kind", "external"},
                      {"status", "accepted"},
                      {"justification", as_sentence(to_valid_utf8(justification))}};
  if (exception != nullptr) {
    suppression["guid"] = keyhound_uuid("suppression " + exception->id + " " + finding.rule_id +
                                        " " + finding.fingerprint.short_form());
    suppression["properties"] = properties_of(*exception);
  }
  return suppression;
}

}  // namespace

Json sarif_suppressions(const Finding& finding, const Assessment* assessment) {
  Json list = Json::array();
  if (finding.waived) list.push_back(waiver_suppression(finding, assessment));
  if (finding.accepted) list.push_back(baseline_suppression(finding));
  return list;
}

}  // namespace keyhound
