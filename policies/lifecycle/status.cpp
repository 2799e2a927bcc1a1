// SPDX-License-Identifier: Apache-2.0
#include "policies/lifecycle/status.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "policies/evidence/new_event.h"

namespace keyhound {
namespace {

// The further an open incident is from its end, the worse.
int distance_to_end(IncidentState state) {
  switch (state) {
    case IncidentState::kRegressed:
      return 9;
    case IncidentState::kRevokedLive:
      return 8;
    case IncidentState::kDetected:
      return 7;
    case IncidentState::kConfirmed:
      return 6;
    case IncidentState::kOwned:
      return 5;
    case IncidentState::kExceptionExpired:
      return 4;
    case IncidentState::kExceptionActive:
      return 3;
    case IncidentState::kRotated:
      return 2;
    case IncidentState::kRevoked:
      return 1;
    default:
      return 0;
  }
}

constexpr Timestamp kNever{std::int64_t{1} << 60U};

bool stands_before(const Incident& a, const Incident& b) {
  const auto key = [](const Incident& one) {
    return std::make_tuple(!is_open(one.state), std::string_view(one.owner),
                           one.due.value_or(kNever), std::string_view(one.fingerprint));
  };
  return key(a) < key(b);
}

std::vector<CredentialStatus> credentials_of(const Registry& registry,
                                             const LifecycleStatus& status) {
  std::map<std::string_view, CredentialStatus> entries;
  for (const Credential& credential : registry.credentials) {
    CredentialStatus& one = entries[credential.id];
    one.id = credential.id;
    one.owner = credential.owner.accountable;
    one.registered = credential.status;
  }
  for (const Incident& incident : status.incidents) {
    const auto found = entries.find(incident.credential);
    if (found == entries.end() || !is_open(incident.state)) continue;
    CredentialStatus& one = found->second;
    ++one.open;
    if (!one.worst || distance_to_end(*one.worst) < distance_to_end(incident.state))
      one.worst = incident.state;
  }
  for (const DueDate& date : status.due) {
    if (!date.subject.starts_with(kCredentialSubject)) continue;
    const auto found =
        entries.find(std::string_view(date.subject).substr(kCredentialSubject.size()));
    if (found != entries.end() && !found->second.next) found->second.next = date;
  }
  std::vector<CredentialStatus> list;
  for (auto& [id, one] : entries) list.push_back(std::move(one));
  return list;
}

Json incident_json(const Incident& one) {
  Json object = {{"fingerprint", one.fingerprint},
                 {"state", to_string(one.state)},
                 {"open", is_open(one.state)},
                 {"rule", one.rule},
                 {"severity", one.severity},
                 {"repositories", Json::array()},
                 {"path", text_or_null(one.path)},
                 {"in_head", one.in_head},
                 {"credential", text_or_null(one.credential)},
                 {"weak", one.weak},
                 {"owner", text_or_null(one.owner)},
                 {"exception", text_or_null(one.exception)},
                 {"since", time_or_null(one.since)},
                 {"next", text_or_null(one.next)},
                 {"due", time_or_null(one.due)},
                 {"leak_time", text_or_null(one.leak_time)},
                 {"leaked", time_or_null(one.leaked)},
                 {"last_leaked", time_or_null(one.last_leaked)},
                 {"detected", time_or_null(one.detected)},
                 {"confirmed", time_or_null(one.confirmed)},
                 {"owned", time_or_null(one.owned)},
                 {"rotated", time_or_null(one.rotated)},
                 {"revoked", time_or_null(one.revoked)},
                 {"verified", time_or_null(one.verified)},
                 {"closed", time_or_null(one.closed)},
                 {"regressed", time_or_null(one.regressed)}};
  for (const std::string& repository : one.repositories)
    object["repositories"].push_back(text_or_null(repository));
  return object;
}

Json due_json(const DueDate& date, Timestamp now) {
  return {{"at", format_timestamp(date.at)},
          {"what", date.what},
          {"subject", date.subject},
          {"owner", text_or_null(date.owner)},
          {"overdue", date.at < now}};
}

}  // namespace

std::size_t LifecycleStatus::open() const {
  return static_cast<std::size_t>(std::count_if(
      incidents.begin(), incidents.end(), [](const Incident& one) { return is_open(one.state); }));
}

std::size_t LifecycleStatus::overdue() const {
  return static_cast<std::size_t>(std::count_if(
      incidents.begin(), incidents.end(),
      [this](const Incident& one) { return is_open(one.state) && one.due && *one.due < at; }));
}

LifecycleStatus status_of(const LifecycleInput& input, const StatusFilter& filter) {
  LifecycleStatus status;
  status.at = input.now;
  status.has_registry = input.registry != nullptr;
  status.has_ledger = input.history != nullptr;
  status.incidents = incidents_of(input);
  if (input.registry != nullptr)
    status.due = due_dates(*input.registry, *input.policies, input.history);
  if (!filter.owner.empty()) {
    std::erase_if(status.incidents, [&](const Incident& one) { return one.owner != filter.owner; });
    std::erase_if(status.due, [&](const DueDate& one) { return one.owner != filter.owner; });
  }
  std::sort(status.incidents.begin(), status.incidents.end(), stands_before);
  for (const Incident& one : status.incidents) ++status.counts[static_cast<std::size_t>(one.state)];
  if (input.registry != nullptr) status.credentials = credentials_of(*input.registry, status);
  if (!filter.owner.empty())
    std::erase_if(status.credentials,
                  [&](const CredentialStatus& one) { return one.owner != filter.owner; });
  return status;
}

std::string status_json(const LifecycleStatus& status) {
  Json counts = Json::object();
  for (std::size_t i = 0; i < kIncidentStates; ++i)
    counts[std::string(to_string(static_cast<IncidentState>(i)))] = status.counts[i];
  Json incidents = Json::array();
  for (const Incident& one : status.incidents) incidents.push_back(incident_json(one));
  Json credentials = Json::array();
  for (const CredentialStatus& one : status.credentials) {
    credentials.push_back({{"id", one.id},
                           {"owner", text_or_null(one.owner)},
                           {"status", one.registered},
                           {"open_incidents", one.open},
                           {"worst_state", one.worst ? Json(to_string(*one.worst)) : Json()},
                           {"next_due", one.next ? due_json(*one.next, status.at) : Json()}});
  }
  Json due = Json::array();
  for (const DueDate& one : status.due) due.push_back(due_json(one, status.at));
  const Json report = {{"schema", "keyhound.dev/status/v1"},
                       {"at", format_timestamp(status.at)},
                       {"registry", status.has_registry},
                       {"ledger", status.has_ledger},
                       {"open", status.open()},
                       {"overdue", status.overdue()},
                       {"states", std::move(counts)},
                       {"incidents", std::move(incidents)},
                       {"credentials", std::move(credentials)},
                       {"due", std::move(due)}};
  return report.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace keyhound
