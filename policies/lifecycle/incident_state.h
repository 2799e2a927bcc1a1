// SPDX-License-Identifier: Apache-2.0
// Private to policies/lifecycle/: decides in which state an incident is, since when, and what comes
// next, from the dates that registry and ledger have. The guards of docs/lifecycle.md stand here.
// Borrows the input. Immutable, thread-safe.
#pragma once

#include <optional>
#include <string_view>
#include <unordered_map>

#include "policies/evaluation/registry_index.h"
#include "policies/evaluation/waivers.h"
#include "policies/lifecycle/incident.h"

namespace keyhound {

inline constexpr std::string_view kCommitterClock = "committer";

class IncidentDecider {
 public:
  explicit IncidentDecider(const LifecycleInput& input);

  // Sets the dates from `owned` on, state, since, next and due. `history` may be nullptr.
  void decide(Incident& incident, const FindingHistory* history, const Liveness& liveness) const;

 private:
  // What is known about the credential that a value belongs to; both may be nullptr.
  struct Entry {
    const Credential* credential = nullptr;
    const CredentialHistory* history = nullptr;
  };
  struct Triage {
    std::optional<Timestamp> at;
    bool is_false_positive = false;
  };

  [[nodiscard]] Entry entry_of(const std::string& id) const;
  [[nodiscard]] static Triage triage_of(const FindingHistory* finding, const Entry& entry);
  void find_owner(Incident& incident, const Entry& entry) const;
  static void find_rotation(Incident& incident, const Entry& entry);
  [[nodiscard]] std::vector<RevocationRecord> find_checks(const Incident& incident,
                                                          const Entry& entry,
                                                          const Liveness& liveness) const;
  // `checks`: all that there are, the oldest first.
  void find_revocation(Incident& incident, const Entry& entry, const FindingHistory* history,
                       std::vector<RevocationRecord> checks, bool& is_live) const;
  void find_closure(Incident& incident, const Entry& entry) const;
  [[nodiscard]] const Exception* find_exception(const Incident& incident, bool in_force) const;
  void set_state(Incident& incident, const Triage& triage, bool is_live) const;
  void set_next(Incident& incident, const Entry& entry) const;

  const LifecycleInput& input_;
  RegistryIndex index_;
  std::optional<Waivers> waivers_;
};

}  // namespace keyhound
