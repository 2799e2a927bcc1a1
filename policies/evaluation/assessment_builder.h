// SPDX-License-Identifier: Apache-2.0
// AssessmentBuilder: collects what the policies say about every subject, each subject and policy
// once: of several verdicts about the same (leaks of one credential) the worst counts. Used by one
// thread.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "policies/evaluation/policy_set.h"
#include "policies/evaluation/waivers.h"
#include "scanner/model/assessment.h"

namespace keyhound {

class AssessmentBuilder {
 public:
  explicit AssessmentBuilder(const PolicySet& policies);

  // The index of the subject with this id, which is added where it is new.
  std::uint32_t subject(AssessedSubject subject);
  // That so many subjects may follow.
  void reserve(std::size_t more);
  void add(std::size_t policy, std::uint32_t subject, const SharedVerdict& verdict);
  // Why the policy had no subject in this run.
  void note(std::size_t policy, std::string reason);
  void list_registry(const Registry& registry, Timestamp now);
  // A finding is tied to this credential of the registry.
  void count_finding(std::size_t credential);

  Assessment take();

 private:
  // What one policy said, as it came.
  struct Said {
    std::vector<AssessedVerdict> verdicts;
    std::vector<std::uint32_t> not_applicable;  // subjects
  };

  void take_said(std::size_t policy);

  Assessment assessment_;
  std::unordered_multimap<std::size_t, std::uint32_t> subjects_;  // by the hash of the id
  std::vector<Said> said_;                                        // by policy
  std::vector<const SharedVerdict*> worst_;  // by subject; of one policy at a time
};

// How bad an outcome is: failed, then undecided, then waived; 0 for the others.
int badness(Outcome outcome);

}  // namespace keyhound
