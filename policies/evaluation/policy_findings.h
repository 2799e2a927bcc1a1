// SPDX-License-Identifier: Apache-2.0
// PolicyFindings: the findings of kind policy: one for each policy and subject whose verdict is not
// met, located where it is put right, with the leaks it is about. What they are made of is kept
// until the end, since a finding is large. Used by one thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "policies/registry/place.h"
#include "scanner/base/work_crew.h"
#include "scanner/model/assessment.h"
#include "scanner/model/finding.h"
#include "scanner/model/policy_info.h"

namespace keyhound {

class PolicyFindings {
 public:
  struct Case {
    std::size_t policy = 0;     // index in the policies
    std::uint32_t subject = 0;  // index in the assessment's subjects
    const SharedVerdict& verdict;
    const RegistryPlace* place = nullptr;  // where it is put right; nullptr: the subject's place
    const Finding* leak = nullptr;  // one of those that append_to() gets; nullptr: it is about none
  };

  // Borrows the policies.
  explicit PolicyFindings(const std::vector<PolicyInfo>& policies) : policies_(policies) {}

  // Keeps what failed, was waived or could not be decided. The worst verdict about one subject
  // wins, of equal ones the first; every leak is kept.
  void add(const Case& one);
  // Brings them into report order; they are about these subjects.
  void sort(const std::vector<AssessedSubject>& subjects, const WorkCrew& crew = {});
  // Appends them to the findings that the leaks are among, and forgets them. REQUIRES: they are
  // sorted.
  void append_to(const std::vector<AssessedSubject>& subjects, std::vector<Finding>& findings,
                 const WorkCrew& crew = {});

 private:
  static constexpr std::uint32_t kNone = UINT32_MAX;
  struct Entry {
    std::uint32_t policy = 0;
    std::uint32_t subject = 0;
    std::uint32_t first_leak = kNone;  // in leaks_
    std::uint32_t last_leak = kNone;
    std::uint32_t place = kNone;  // in places_
    std::uint32_t older = kNone;  // entry of the same subject
    SharedVerdict verdict;
    std::vector<std::uint8_t> mac;  // of its finding's fingerprint
  };
  struct Leak {
    const Finding* finding = nullptr;
    std::uint32_t next = kNone;  // of the same entry
  };
  // What decides on the order of findings.
  struct Key {
    const Location* place = nullptr;
    const std::string* rule = nullptr;
    std::vector<std::uint8_t> mac;
    std::uint32_t entry = 0;
  };

  // Takes the entry's verdict.
  void make_finding(Entry& entry, const AssessedSubject& subject, Finding& into) const;

  const std::vector<PolicyInfo>& policies_;
  std::vector<Entry> entries_;
  std::vector<Leak> leaks_;
  std::vector<Location> places_;       // other than those of subjects
  std::vector<std::uint32_t> newest_;  // of entries, by subject
  std::vector<std::uint32_t> sorted_;  // the entries in report order
};

}  // namespace keyhound
