// SPDX-License-Identifier: Apache-2.0
// Waivers: which exception covers a failing verdict. One counts only while it is in force: granted,
// not expired, not closed, and complete (reason, ticket, approver who is not the requester).
// Immutable, thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "policies/registry/registry.h"

namespace keyhound {

// Why the exception waives nothing at this time; empty: it is in force.
std::string reason_not_in_force(const Exception& exception, Timestamp now);

class Waivers {
 public:
  // Borrows the registry. `repository` is "acme/pay"; empty: unknown, then no exception with repos
  // applies.
  Waivers(const Registry& registry, Timestamp now, std::string_view repository);

  struct Answer {
    const Exception* exception = nullptr;  // applies; nullptr: none does
    std::string reason;                    // why it waives nothing; empty: it does
  };
  // The first exception in force that applies, else the first that would. `credential_id` is empty
  // for a finding without a registry entry.
  [[nodiscard]] Answer find(std::string_view policy_id, std::string_view credential_id) const;

 private:
  struct Entry {
    const Exception* exception;
    std::string reason;
  };
  std::vector<Entry> entries_;  // of this repository; those in force first
};

}  // namespace keyhound
