// SPDX-License-Identifier: Apache-2.0
// Status: what is open, who owns it, since when, and what is due next, for `keyhound status`. Plain
// data; the writers are pure, and escape what comes from repositories for a terminal.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "policies/lifecycle/due_date.h"
#include "policies/lifecycle/incident.h"

namespace keyhound {

// An entry of the registry, with the worst that happens to it.
struct CredentialStatus {
  std::string id;
  std::string owner;                   // accountable; empty: nobody
  std::string registered;              // its status in the registry: "active"
  std::size_t open = 0;                // incidents
  std::optional<IncidentState> worst;  // of the open incidents; nullopt: there is none
  std::optional<DueDate> next;         // nullopt: nothing is due
};

struct LifecycleStatus {
  Timestamp at;
  bool has_registry = false;
  bool has_ledger = false;
  std::vector<Incident> incidents;            // open ones first, by owner, then what is due first
  std::vector<CredentialStatus> credentials;  // by id
  std::vector<DueDate> due;                   // the earliest first
  std::array<std::size_t, kIncidentStates> counts{};

  [[nodiscard]] std::size_t open() const;
  [[nodiscard]] std::size_t overdue() const;  // open incidents whose date is past
};

struct StatusFilter {
  std::string owner;  // only what this party answers for; empty: all
};

LifecycleStatus status_of(const LifecycleInput& input, const StatusFilter& filter = {});

struct StatusTextOptions {
  bool with_closed = false;    // also incidents that are not open
  std::size_t due_limit = 10;  // dates that are listed; overdue ones always are
};

std::string status_text(const LifecycleStatus& status, const StatusTextOptions& options = {});
std::string status_json(const LifecycleStatus& status);

}  // namespace keyhound
