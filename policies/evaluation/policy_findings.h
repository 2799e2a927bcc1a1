// SPDX-License-Identifier: Apache-2.0
// PolicyFindings: the findings of kind policy: one for each policy and subject whose verdict is not
// met, located in the registry, with the leaks it is about. Used by one thread.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "scanner/model/finding.h"
#include "scanner/model/policy_info.h"

namespace keyhound {

class PolicyFindings {
 public:
  struct Case {
    const PolicyInfo* policy = nullptr;  // borrowed
    std::string subject;                 // "credential:<id>", "exception:<id>", ...
    Location place;
    SharedVerdict verdict;
    CredentialMatch credential;
    const Finding* leak = nullptr;  // borrowed for the call; nullptr: it is about none
  };

  // Keeps what failed, was waived or could not be decided. The worst verdict about one subject
  // wins, of equal ones the first; every leak is kept.
  void add(const Case& one);
  // By policy id and subject.
  std::vector<Finding> take();

 private:
  std::map<std::pair<std::string, std::string>, Finding> findings_;
};

}  // namespace keyhound
