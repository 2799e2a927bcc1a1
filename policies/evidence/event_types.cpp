// SPDX-License-Identifier: Apache-2.0
#include "policies/evidence/event_types.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "scanner/base/text_encode.h"

namespace keyhound {
namespace {

using enum MemberKind;

constexpr bool kRequired = true;

constexpr EventMember kCreated[] = {
    {"organisation"}, {"tool"}, {"version"}, {"policies_digest"}, {"public_keys", kTextList, true}};
constexpr EventMember kHead[] = {
    {"tree_size", kCount, true}, {"root", kText, true}, {"key_id"}, {"signature"}};
constexpr EventMember kRecovered[] = {{"dropped_bytes", kCount, true}};

constexpr EventMember kRunStarted[] = {
    {"tool"},   {"version"}, {"rules_digest"}, {"policies_digest"}, {"registry_digest"},
    {"target"}, {"kind"}};
constexpr EventMember kOutcomes[] = {{"pass", kCount},
                                     {"fail", kCount},
                                     {"waived", kCount},
                                     {"error", kCount},
                                     {"not_applicable", kCount}};
// Of a run over many repositories.
constexpr EventMember kTargets[] = {{"planned", kCount},   {"scanned", kCount},
                                    {"unchanged", kCount}, {"failed", kCount},
                                    {"excluded", kCount},  {"pending", kCount}};
constexpr EventMember kCoverage[] = {
    {"commits", kCount}, {"blobs", kCount},
    {"files", kCount},   {"bytes", kCount},
    {"skipped", kCount}, {"diagnostics", kCount},
    {"complete", kFlag}, {"targets", kObject, false, {}, kTargets, true}};
// Of leaked values, by what the run's checks of them showed.
constexpr EventMember kChecks[] = {{"active", kCount},
                                   {"revoked", kCount},
                                   {"expired", kCount},
                                   {"indeterminate", kCount},
                                   {"unchecked", kCount}};
constexpr EventMember kRunFinished[] = {{"repository"},
                                        {"head"},
                                        {"findings", kCount},
                                        {"outcomes", kObject, false, {}, kOutcomes},
                                        {"coverage", kObject, false, {}, kCoverage},
                                        {"liveness", kObject, false, {}, kChecks, true},
                                        {"exit", kCount}};

constexpr EventMember kFinding[] = {{"rule", kText, kRequired},
                                    {"severity"},
                                    {"repository"},
                                    {"path"},
                                    {"commit"},
                                    {"leaked", kTime},
                                    {"leak_time", kText, false, "committer|author|push"},
                                    {"in_head", kFlag},
                                    {"credential"},
                                    {"matched_by"},
                                    {"weak", kFlag},
                                    {"previous"}};
constexpr EventMember kRemoved[] = {{"rule", kText, kRequired}, {"repository"}};
constexpr EventMember kTriaged[] = {
    {"verdict", kText, kRequired, "confirmed|false-positive"}, {"reason"}, {"by"}};

constexpr EventMember kOwner[] = {
    {"credential", kText, kRequired}, {"owner"}, {"previous"}, {"by"}};
constexpr EventMember kCredential[] = {
    {"credential", kText, kRequired}, {"status"}, {"owner"}, {"kind"}, {"by"}};
constexpr EventMember kRotation[] = {
    {"credential", kText, kRequired}, {"at", kTime}, {"source"}, {"evidence"}};
constexpr EventMember kRevocation[] = {
    {"credential", kText, kRequired}, {"at", kTime}, {"by"}, {"ticket"}};
// Credential, or fingerprint, or both. The status is its class: no event holds more of an answer.
constexpr EventMember kRevocationChecked[] = {
    {"credential"},
    {"fingerprint", kText, false, {}, {}, true},
    {"at", kTime},
    {"by"},
    {"method"},
    {"verifier", kText, false, {}, {}, true},
    {"host", kText, false, {}, {}, true},
    {"status", kText, false, "1xx|2xx|3xx|4xx|5xx", {}, true},
    {"result"},
    {"evidence"}};
constexpr EventMember kLivenessChecked[] = {{"credential"},
                                            {"fingerprint", kText, kRequired},
                                            {"at", kTime},
                                            {"method"},
                                            {"verifier"},
                                            {"host"},
                                            {"status", kText, false, "1xx|2xx|3xx|4xx|5xx"},
                                            {"result", kText, kRequired, "active"}};
constexpr EventMember kException[] = {{"exception", kText, kRequired},
                                      {"credential"},
                                      {"policies", kTextList},
                                      {"approver"},
                                      {"requested_by"},
                                      {"granted", kTime},
                                      {"expires", kTime},
                                      {"ticket"},
                                      {"evidence"}};
constexpr EventMember kReview[] = {
    {"credential", kText, kRequired}, {"at", kTime}, {"by"}, {"outcome"}};

constexpr EventMember kEvaluated[] = {
    {"policy", kText, kRequired},
    {"outcome", kText, kRequired, "pass|fail|waived|error|not-applicable"},
    {"inputs_digest"},
    {"exception"}};
constexpr EventMember kPolicyChanged[] = {{"policies_digest"}, {"previous"}};
constexpr EventMember kImported[] = {{"source"}, {"digest"}, {"rows", kCount}};
constexpr EventMember kBypass[] = {{"kind"}, {"repository"}, {"commit"},
                                   {"by"},   {"reason"},     {"findings", kCount}};
constexpr EventMember kExported[] = {{"format"}, {"digest"}};

constexpr EventType kTypes[] = {
    {"ledger.created", Recorder::kLedger, kCreated},
    {"ledger.head", Recorder::kLedger, kHead},
    {"ledger.recovered", Recorder::kLedger, kRecovered},
    {"run.started", Recorder::kRun, kRunStarted},
    {"run.finished", Recorder::kRun, kRunFinished},
    {"finding.detected", Recorder::kRun, kFinding},
    {"finding.reappeared", Recorder::kRun, kFinding},
    {"finding.removed_from_head", Recorder::kRun, kRemoved},
    {"finding.triaged", Recorder::kPerson, kTriaged},
    {"owner.proposed", Recorder::kRun, kOwner},
    {"owner.accepted", Recorder::kPerson, kOwner},
    {"owner.changed", Recorder::kRun, kOwner},
    {"owner.invalidated", Recorder::kRun, kOwner},
    {"credential.registered", Recorder::kPerson, kCredential},
    {"credential.changed", Recorder::kRun, kCredential},
    {"rotation.observed", Recorder::kRun, kRotation},
    {"rotation.declared", Recorder::kPerson, kRotation},
    {"revocation.requested", Recorder::kPerson, kRevocation},
    {"revocation.performed", Recorder::kPerson, kRevocation},
    {"revocation.verified", Recorder::kPerson, kRevocationChecked},
    {"revocation.failed", Recorder::kPerson, kRevocationChecked},
    {"liveness.checked", Recorder::kRun, kLivenessChecked},
    {"exception.requested", Recorder::kPerson, kException},
    {"exception.granted", Recorder::kRun, kException},
    {"exception.renewed", Recorder::kRun, kException},
    {"exception.expired", Recorder::kRun, kException},
    {"exception.closed", Recorder::kRun, kException},
    {"exception.rejected", Recorder::kPerson, kException},
    {"review.due", Recorder::kRun, kReview},
    {"review.completed", Recorder::kPerson, kReview},
    {"policy.evaluated", Recorder::kRun, kEvaluated},
    {"policy.changed", Recorder::kRun, kPolicyChanged},
    {"import.performed", Recorder::kRun, kImported},
    {"bypass.used", Recorder::kRun, kBypass},
    {"export.created", Recorder::kRun, kExported},
};

bool is_choice(std::string_view choices, std::string_view text) {
  while (!choices.empty()) {
    const std::size_t end = std::min(choices.find('|'), choices.size());
    if (choices.substr(0, end) == text) return true;
    choices.remove_prefix(std::min(end + 1, choices.size()));
  }
  return false;
}

bool is_text_list(const Json& value) {
  return value.is_array() &&
         std::all_of(value.begin(), value.end(), [](const Json& item) { return item.is_string(); });
}

// Where a member stands, for messages only: the type, then the members down to it. Borrows.
struct Place {
  const Place* outer = nullptr;
  std::string_view name;

  [[nodiscard]] std::string text() const {
    return outer == nullptr ? std::string(name) : fmt::format("{}.{}", outer->text(), name);
  }
};

Status check_members(const Json& data, std::span<const EventMember> members, const Place& place);

Status check_member(const Json& value, const EventMember& member, const Place& place) {
  const auto refuse = [&place](std::string_view expected) {
    return fail(ErrorKind::kConfiguration,
                fmt::format("{}: it must be {}", place.text(), expected));
  };
  if (value.is_null()) {
    if (member.required) return refuse("known, not null");
    return {};
  }
  switch (member.kind) {
    case kText:
      if (!value.is_string()) return refuse("a text or null");
      if (!member.choices.empty() &&
          !is_choice(member.choices, value.get_ref<const std::string&>())) {
        return refuse(fmt::format("one of {}", member.choices));
      }
      return {};
    case kTime:
      if (!value.is_string() || !parse_timestamp(value.get_ref<const std::string&>()))
        return refuse("a time as RFC 3339 writes it (2026-11-23T09:00:00Z) or null");
      return {};
    case kCount:
      if (!value.is_number_integer() || (value.is_number_integer() && value < 0))
        return refuse("a whole number from 0 or null");
      return {};
    case kFlag:
      if (!value.is_boolean()) return refuse("true, false or null");
      return {};
    case kTextList:
      if (!is_text_list(value)) return refuse("a list of texts or null");
      return {};
    case kObject:
      if (!value.is_object()) return refuse("an object or null");
      return check_members(value, member.members, place);
  }
  return {};
}

Status check_members(const Json& data, std::span<const EventMember> members, const Place& place) {
  std::size_t absent = 0;
  for (const EventMember& member : members) {
    const Place inner{&place, member.name};
    const auto found = data.find(member.name);
    if (found == data.end() && member.optional) {
      ++absent;
      continue;
    }
    if (found == data.end()) {
      return fail(ErrorKind::kConfiguration,
                  fmt::format("{}: it is missing; write null when it is not known", inner.text()));
    }
    KEYHOUND_TRY_STATUS(check_member(*found, member, inner));
  }
  if (data.size() + absent == members.size()) return {};
  std::string known;
  for (const EventMember& member : members) {
    known += known.empty() ? "" : ", ";
    known += member.name;
  }
  return fail(ErrorKind::kConfiguration,
              fmt::format("{}: it has a member that is none of {}", place.text(), known));
}

// Whether RFC 3339 can write it.
bool is_writable(Timestamp time) {
  static const Result<Timestamp> kFirst = parse_timestamp("0000-01-01T00:00:00Z");
  static const Result<Timestamp> kLast = parse_timestamp("9999-12-31T23:59:59Z");
  return *kFirst <= time && time <= *kLast;
}

}  // namespace

std::span<const EventType> event_types() { return kTypes; }

const EventType* find_event_type(std::string_view name) {
  const auto* found = std::find_if(std::begin(kTypes), std::end(kTypes),
                                   [name](const EventType& type) { return type.name == name; });
  return found == std::end(kTypes) ? nullptr : found;
}

Status check_event(const EvidenceEvent& event) {
  const EventType* type = find_event_type(event.type);
  if (type == nullptr) {
    return fail(ErrorKind::kConfiguration,
                "there is no such event type; docs/evidence.md lists those there are");
  }
  if (!event.data.is_object()) {
    return fail(ErrorKind::kConfiguration, fmt::format("{}: its data is no object", type->name));
  }
  if (!is_writable(event.time)) {
    return fail(ErrorKind::kConfiguration,
                fmt::format("{}: its time is outside the years 0 to 9999", type->name));
  }
  return check_members(event.data, type->members, {nullptr, type->name});
}

}  // namespace keyhound
