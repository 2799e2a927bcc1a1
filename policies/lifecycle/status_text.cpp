// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "policies/lifecycle/status.h"
#include "scanner/base/text_encode.h"

namespace keyhound {
namespace {

std::string date_of(Timestamp time) { return format_timestamp(time).substr(0, 10); }

// "2026-11-01, 22 days ago" or "2026-12-01, in 8 days".
std::string with_distance(Timestamp time, Timestamp now) {
  if (time == now) return date_of(time) + ", now";
  if (time < now) return fmt::format("{}, {} ago", date_of(time), describe_duration(now - time));
  return fmt::format("{}, in {}", date_of(time), describe_duration(time - now));
}

std::string repositories_of(const Incident& incident) {
  std::string text;
  for (const std::string& one : incident.repositories) {
    if (!text.empty()) text += ", ";
    text += one.empty() ? "an unnamed repository" : escape_for_terminal(one);
  }
  return text;
}

void write_incident(const Incident& one, Timestamp now, std::string& text) {
  text += fmt::format("  {:<17} {}  {}, {}\n", to_string(one.state), one.fingerprint, one.rule,
                      one.severity);
  text += fmt::format("    in         {}: {}{}\n", repositories_of(one),
                      one.path.empty() ? "-" : escape_for_terminal(one.path),
                      one.in_head ? "" : " (not in HEAD)");
  if (!one.credential.empty())
    text += fmt::format("    credential {}{}\n", escape_for_terminal(one.credential),
                        one.weak ? " (tied by place only)" : "");
  if (!one.exception.empty())
    text += fmt::format("    exception  {}\n", escape_for_terminal(one.exception));
  if (one.since) text += fmt::format("    since      {}\n", with_distance(*one.since, now));
  if (one.next.empty()) return;
  text += fmt::format("    next       {}", one.next);
  if (one.due)
    text += fmt::format("; {} {}", *one.due < now ? "overdue since" : "due",
                        with_distance(*one.due, now));
  text += '\n';
}

std::string owner_name(const std::string& owner) {
  return owner.empty() ? "nobody" : escape_for_terminal(owner);
}

void write_incidents(const LifecycleStatus& status, bool with_closed, std::string& text) {
  const std::string* owner = nullptr;
  bool is_in_open = true;
  for (const Incident& one : status.incidents) {
    const bool open = is_open(one.state);
    if (!open && !with_closed) break;
    if (owner == nullptr || *owner != one.owner || open != is_in_open)
      text += fmt::format("\n{}{}\n", owner_name(one.owner), open ? "" : ", no longer open");
    owner = &one.owner;
    is_in_open = open;
    write_incident(one, status.at, text);
  }
}

void write_due(const LifecycleStatus& status, std::size_t limit, std::string& text) {
  const auto overdue = static_cast<std::size_t>(
      std::count_if(status.due.begin(), status.due.end(),
                    [&](const DueDate& one) { return one.at < status.at; }));
  const std::size_t shown = std::min(std::max(limit, overdue), status.due.size());
  if (shown == 0) return;
  text += "\nDue next\n";
  for (std::size_t i = 0; i < shown; ++i) {
    const DueDate& one = status.due[i];
    const std::string when = one.at < status.at
                                 ? fmt::format("overdue {}", describe_duration(status.at - one.at))
                                 : fmt::format("in {}", describe_duration(one.at - status.at));
    text += fmt::format("  {}  {:<18} {} of {}, {}\n", date_of(one.at), when, one.what,
                        escape_for_terminal(one.subject), owner_name(one.owner));
  }
  if (shown < status.due.size())
    text +=
        fmt::format("  and {} more dates; --format json lists all\n", status.due.size() - shown);
}

}  // namespace

std::string status_text(const LifecycleStatus& status, const StatusTextOptions& options) {
  std::string text = fmt::format("{} open incidents, {} overdue", status.open(), status.overdue());
  const auto count = [&status](IncidentState state) {
    return status.counts[static_cast<std::size_t>(state)];
  };
  for (const IncidentState state :
       {IncidentState::kVerifiedDead, IncidentState::kClosed, IncidentState::kFalsePositive}) {
    if (count(state) > 0) text += fmt::format("; {} {}", count(state), to_string(state));
  }
  text += '\n';
  if (!status.has_registry)
    text += "There is no registry: nobody can be named, and nothing is due.\n";
  if (!status.has_ledger)
    text += "There is no ledger: only what the reports hold is known, not what was done before.\n";
  write_incidents(status, options.with_closed, text);
  write_due(status, options.due_limit, text);
  return text;
}

}  // namespace keyhound
