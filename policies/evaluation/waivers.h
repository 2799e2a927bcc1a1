// SPDX-License-Identifier: Apache-2.0
// Waivers: which exception covers a failing verdict. One counts only while it is in force: granted,
// not expired, not closed, and complete (reason, ticket, approver who is not the requester).
// Immutable, thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "policies/registry/registry.h"

namespace keyhound {

// Why the exception waives nothing at this time; empty: it is in force.
std::string reason_not_in_force(const Exception& exception, Timestamp now);

class Waivers {
 public:
  // Borrows the registry.
  Waivers(const Registry& registry, Timestamp now);

  struct Answer {
    const Exception* exception = nullptr;  // applies; nullptr: none does
    std::string reason;                    // why it waives nothing; empty: it does
  };
  // The first exception in force that applies, else the first that would. `credential_id` is empty
  // for a finding without a registry entry; `repository` is "acme/pay", and empty where it is
  // unknown: then no exception with repos applies. `except` never waives itself.
  [[nodiscard]] Answer find(std::string_view policy_id, std::string_view credential_id,
                            std::string_view repository, const Exception* except = nullptr) const;

 private:
  struct Entry {
    const Exception* exception;
    std::string reason;
  };
  const Entry* best_of(const std::vector<std::size_t>& candidates, std::string_view policy_id,
                       std::string_view repository, const Exception* except) const;

  std::vector<Entry> entries_;  // those in force first
  // By the credential they name; empty: any.
  std::unordered_map<std::string_view, std::vector<std::size_t>> by_credential_;
};

}  // namespace keyhound
