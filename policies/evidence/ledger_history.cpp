// SPDX-License-Identifier: Apache-2.0
#include "policies/evidence/ledger_history.h"

#include <algorithm>
#include <iterator>

#include "policies/evidence/event.h"
#include "policies/evidence/ledger_reader.h"

namespace keyhound {
namespace {

std::string text_of(const Json& data, std::string_view member) {
  const auto found = data.find(member);
  return found != data.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::optional<Timestamp> time_of(const Json& data, std::string_view member) {
  const auto found = data.find(member);
  if (found == data.end() || !found->is_string()) return std::nullopt;
  const auto time = parse_timestamp(found->get_ref<const std::string&>());
  if (!time) return std::nullopt;
  return *time;
}

bool flag_of(const Json& data, std::string_view member) {
  const auto found = data.find(member);
  return found != data.end() && found->is_boolean() && found->get<bool>();
}

// When it was so, else when it was written down.
Timestamp time_of_fact(const EvidenceEvent& event) {
  return time_of(event.data, "at").value_or(event.time);
}

void keep_first(std::optional<Timestamp>& kept, std::optional<Timestamp> time) {
  if (time && (!kept || *time < *kept)) kept = time;
}

void keep_last(std::optional<Timestamp>& kept, std::optional<Timestamp> time) {
  if (time && (!kept || *kept < *time)) kept = time;
}

// The subject without its kind; a person may have recorded a bare fingerprint.
std::string_view finding_of(const EvidenceEvent& event) {
  std::string_view subject = event.subject;
  if (subject.starts_with(kFingerprintSubject)) subject.remove_prefix(kFingerprintSubject.size());
  return subject;
}

using Handler = void (*)(LedgerHistory& history, const EvidenceEvent& event);

FindingHistory& entry_of_finding(LedgerHistory& history, const EvidenceEvent& event) {
  return history.findings[std::string(finding_of(event))];
}

CredentialHistory& entry_of_credential(LedgerHistory& history, const EvidenceEvent& event) {
  return history.credentials[text_of(event.data, "credential")];
}

ExceptionHistory& entry_of_exception(LedgerHistory& history, const EvidenceEvent& event) {
  ExceptionHistory& one = history.exceptions[text_of(event.data, "exception")];
  if (std::string credential = text_of(event.data, "credential"); !credential.empty())
    one.credential = std::move(credential);
  return one;
}

void see_finding(FindingHistory& finding, const EvidenceEvent& event) {
  const Json& data = event.data;
  finding.rule = text_of(data, "rule");
  finding.severity = text_of(data, "severity");
  finding.path = text_of(data, "path");
  finding.credential = text_of(data, "credential");
  finding.weak = flag_of(data, "weak");
  if (std::string clock = text_of(data, "leak_time"); !clock.empty())
    finding.leak_time = std::move(clock);
  keep_first(finding.leaked, time_of(data, "leaked"));
  keep_last(finding.last_leaked, time_of(data, "leaked"));
  const std::string repository = text_of(data, "repository");
  insert_sorted(finding.repositories, repository);
  if (flag_of(data, "in_head")) {
    insert_sorted(finding.in_head, repository);
    erase_sorted(finding.removed, repository);
  }
}

// What was known of the value under an earlier key is known of it still.
void take_over(LedgerHistory& history, const EvidenceEvent& event) {
  const auto previous = history.findings.find(text_of(event.data, "previous"));
  if (previous == history.findings.end()) return;
  auto node = history.findings.extract(previous);
  node.key() = std::string(finding_of(event));
  const auto placed = history.findings.insert(std::move(node));
  if (placed.inserted) return;
  // Checks of it under the new key came before its detection under that.
  FindingHistory& earlier = placed.node.mapped();
  std::vector<RevocationRecord>& checks = placed.position->second.checks;
  earlier.checks.insert(earlier.checks.end(), checks.begin(), checks.end());
  placed.position->second = std::move(earlier);
}

void detected(LedgerHistory& history, const EvidenceEvent& event) {
  take_over(history, event);
  FindingHistory& finding = entry_of_finding(history, event);
  keep_first(finding.detected, event.time);
  see_finding(finding, event);
}

void reappeared(LedgerHistory& history, const EvidenceEvent& event) {
  FindingHistory& finding = entry_of_finding(history, event);
  keep_last(finding.reappeared, event.time);
  see_finding(finding, event);
}

void removed(LedgerHistory& history, const EvidenceEvent& event) {
  FindingHistory& finding = entry_of_finding(history, event);
  const std::string repository = text_of(event.data, "repository");
  erase_sorted(finding.in_head, repository);
  insert_sorted(finding.removed, repository);
}

// Of one finding, or of all findings of a credential.
void triaged(LedgerHistory& history, const EvidenceEvent& event) {
  const bool is_false_positive = text_of(event.data, "verdict") == "false-positive";
  const std::string_view subject = event.subject;
  if (subject.starts_with(kCredentialSubject)) {
    CredentialHistory& one =
        history.credentials[std::string(subject.substr(kCredentialSubject.size()))];
    one.triaged = event.time;
    one.is_false_positive = is_false_positive;
    return;
  }
  FindingHistory& finding = entry_of_finding(history, event);
  finding.triaged = event.time;
  finding.is_false_positive = is_false_positive;
}

void registered(LedgerHistory& history, const EvidenceEvent& event) {
  CredentialHistory& one = entry_of_credential(history, event);
  keep_first(one.registered, event.time);
  if (std::string by = text_of(event.data, "by"); !by.empty()) one.registered_by = std::move(by);
  one.status = text_of(event.data, "status");
  one.owner = text_of(event.data, "owner");
  one.kind = text_of(event.data, "kind");
}

void changed(LedgerHistory& history, const EvidenceEvent& event) {
  CredentialHistory& one = entry_of_credential(history, event);
  one.status = text_of(event.data, "status");
  one.owner = text_of(event.data, "owner");
  one.kind = text_of(event.data, "kind");
}

void owner_proposed(LedgerHistory& history, const EvidenceEvent& event) {
  entry_of_credential(history, event).owner_proposed = event.time;
}

void owner_accepted(LedgerHistory& history, const EvidenceEvent& event) {
  CredentialHistory& one = entry_of_credential(history, event);
  one.owner_accepted = event.time;
  one.owner_invalidated.reset();
}

// A new owner has not accepted yet.
void owner_changed(LedgerHistory& history, const EvidenceEvent& event) {
  CredentialHistory& one = entry_of_credential(history, event);
  one.owner = text_of(event.data, "owner");
  one.owner_accepted.reset();
  one.owner_invalidated.reset();
}

void owner_invalidated(LedgerHistory& history, const EvidenceEvent& event) {
  entry_of_credential(history, event).owner_invalidated = event.time;
}

void rotation_observed(LedgerHistory& history, const EvidenceEvent& event) {
  keep_last(entry_of_credential(history, event).rotated_observed, time_of_fact(event));
}

void rotation_declared(LedgerHistory& history, const EvidenceEvent& event) {
  keep_last(entry_of_credential(history, event).rotated_declared, time_of_fact(event));
}

void revocation_requested(LedgerHistory& history, const EvidenceEvent& event) {
  keep_last(entry_of_credential(history, event).revocation_requested, time_of_fact(event));
}

void revocation_performed(LedgerHistory& history, const EvidenceEvent& event) {
  keep_last(entry_of_credential(history, event).revoked, time_of_fact(event));
}

// Who was asked, in a few words.
std::string asked(const Json& data) {
  const std::string verifier = text_of(data, "verifier");
  const std::string host = text_of(data, "host");
  const std::string status = text_of(data, "status");
  std::string text = verifier;
  if (!host.empty()) text += (text.empty() ? "" : " at ") + host;
  if (!status.empty()) text += (text.empty() ? "" : ", ") + status;
  return text.empty() ? text_of(data, "evidence") : text;
}

void checked(LedgerHistory& history, const EvidenceEvent& event) {
  const Json& data = event.data;
  RevocationRecord check;
  check.at = time_of_fact(event);
  check.method = text_of(data, "method");
  check.by = text_of(data, "by");
  check.is_dead = event.type == "revocation.verified";
  check.fingerprint = text_of(data, "fingerprint");
  check.result = text_of(data, "result");
  check.evidence = asked(data);
  check.was_revoked = event.type != "liveness.checked";
  if (!check.fingerprint.empty()) history.findings[check.fingerprint].checks.push_back(check);
  if (std::string id = text_of(data, "credential"); !id.empty())
    history.credentials[std::move(id)].checks.push_back(std::move(check));
}

void reviewed(LedgerHistory& history, const EvidenceEvent& event) {
  keep_last(entry_of_credential(history, event).reviewed, time_of_fact(event));
}

void review_due(LedgerHistory& history, const EvidenceEvent& event) {
  keep_last(entry_of_credential(history, event).review_due, time_of_fact(event));
}

void exception_requested(LedgerHistory& history, const EvidenceEvent& event) {
  entry_of_exception(history, event).requested = event.time;
}

void exception_granted(LedgerHistory& history, const EvidenceEvent& event) {
  ExceptionHistory& one = entry_of_exception(history, event);
  one.granted = time_of(event.data, "granted").value_or(event.time);
  one.expires = time_of(event.data, "expires");
}

void exception_renewed(LedgerHistory& history, const EvidenceEvent& event) {
  ExceptionHistory& one = entry_of_exception(history, event);
  one.expires = time_of(event.data, "expires");
  one.expired.reset();
  ++one.renewals;
}

void exception_expired(LedgerHistory& history, const EvidenceEvent& event) {
  entry_of_exception(history, event).expired = event.time;
}

void exception_closed(LedgerHistory& history, const EvidenceEvent& event) {
  entry_of_exception(history, event).closed = event.time;
}

void exception_rejected(LedgerHistory& history, const EvidenceEvent& event) {
  entry_of_exception(history, event).rejected = event.time;
}

void evaluated(LedgerHistory& history, const EvidenceEvent& event) {
  PolicyHistory& policy = history.policies[text_of(event.data, "policy")];
  if (policy.evaluations++ == 0 || policy.last < event.time) policy.last = event.time;
}

void policies_seen(LedgerHistory& history, const EvidenceEvent& event) {
  if (std::string digest = text_of(event.data, "policies_digest"); !digest.empty())
    history.policies_digest = std::move(digest);
}

struct Row {
  std::string_view type;
  Handler handle;
};

constexpr Row kRows[] = {
    {"credential.changed", changed},
    {"credential.registered", registered},
    {"exception.closed", exception_closed},
    {"exception.expired", exception_expired},
    {"exception.granted", exception_granted},
    {"exception.rejected", exception_rejected},
    {"exception.renewed", exception_renewed},
    {"exception.requested", exception_requested},
    {"finding.detected", detected},
    {"finding.reappeared", reappeared},
    {"finding.removed_from_head", removed},
    {"finding.triaged", triaged},
    {"liveness.checked", checked},
    {"owner.accepted", owner_accepted},
    {"owner.changed", owner_changed},
    {"owner.invalidated", owner_invalidated},
    {"owner.proposed", owner_proposed},
    {"policy.changed", policies_seen},
    {"policy.evaluated", evaluated},
    {"review.completed", reviewed},
    {"review.due", review_due},
    {"revocation.failed", checked},
    {"revocation.performed", revocation_performed},
    {"revocation.requested", revocation_requested},
    {"revocation.verified", checked},
    {"rotation.declared", rotation_declared},
    {"rotation.observed", rotation_observed},
    {"run.started", policies_seen},
};
static_assert(std::is_sorted(std::begin(kRows), std::end(kRows),
                             [](const Row& a, const Row& b) { return a.type < b.type; }));

}  // namespace

void LedgerHistory::add(const EvidenceEvent& event) {
  ++events;
  const auto* row =
      std::lower_bound(std::begin(kRows), std::end(kRows), std::string_view(event.type),
                       [](const Row& a, std::string_view type) { return a.type < type; });
  if (row != std::end(kRows) && row->type == event.type) row->handle(*this, event);
}

std::vector<RevocationRecord> checks_of(const LedgerHistory& history, std::string_view fingerprint,
                                        std::string_view credential) {
  std::vector<RevocationRecord> checks;
  const auto value = history.findings.find(fingerprint);
  if (value != history.findings.end()) checks = value->second.checks;
  const auto whole = history.credentials.find(credential);
  if (!credential.empty() && whole != history.credentials.end()) {
    std::copy_if(whole->second.checks.begin(), whole->second.checks.end(),
                 std::back_inserter(checks),
                 [](const RevocationRecord& check) { return check.fingerprint.empty(); });
  }
  std::stable_sort(checks.begin(), checks.end(),
                   [](const auto& a, const auto& b) { return a.at < b.at; });
  return checks;
}

Result<LedgerHistory> read_history(const std::string& path) {
  LedgerHistory history;
  KEYHOUND_TRY_STATUS(
      read_ledger(path, [&history](const LedgerEvent& event) { history.add(event.event); }));
  return history;
}

void insert_sorted(std::vector<std::string>& values, const std::string& value) {
  const auto place = std::lower_bound(values.begin(), values.end(), value);
  if (place == values.end() || *place != value) values.insert(place, value);
}

void erase_sorted(std::vector<std::string>& values, std::string_view value) {
  const auto place = std::lower_bound(values.begin(), values.end(), value);
  if (place != values.end() && *place == value) values.erase(place);
}

bool contains_sorted(const std::vector<std::string>& values, std::string_view value) {
  return std::binary_search(values.begin(), values.end(), value, std::less<>());
}

}  // namespace keyhound
