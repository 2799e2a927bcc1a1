// SPDX-License-Identifier: Apache-2.0
// PolicyFindings: the findings of kind policy: one for each policy and subject whose verdict is not
// met, located where it is put right, with the leaks it is about. Used by one thread.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "scanner/model/assessment.h"
#include "scanner/model/finding.h"
#include "scanner/model/policy_info.h"

namespace keyhound {

class PolicyFindings {
 public:
  // Borrowed for the call, all of it.
  struct Case {
    std::size_t policy = 0;           // index in the policies
    std::uint32_t subject = 0;        // its number, unique to its id
    const AssessedSubject& assessed;  // the subject
    const Location& place;            // where it is put right
    const SharedVerdict& verdict;
    const CredentialMatch& credential;
    const Finding* leak = nullptr;  // nullptr: it is about none
  };

  // Borrows the policies.
  explicit PolicyFindings(const std::vector<PolicyInfo>& policies) : policies_(policies) {}

  // Keeps what failed, was waived or could not be decided. The worst verdict about one subject
  // wins, of equal ones the first; every leak is kept.
  void add(const Case& one);
  // Appends them by policy id and subject, and forgets them.
  void move_to(std::vector<Finding>& findings);

 private:
  struct Entry {
    std::size_t policy = 0;
    std::string subject;
    Finding finding;
  };
  [[nodiscard]] Finding make_finding(const Case& one) const;

  const std::vector<PolicyInfo>& policies_;
  std::deque<Entry> entries_;  // findings are large; these do not move while others come
  std::unordered_map<std::uint64_t, std::size_t> numbers_;  // of entries, by policy and subject
};

}  // namespace keyhound
