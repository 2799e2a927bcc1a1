// SPDX-License-Identifier: Apache-2.0
// Judges findings against the registry: ties each to a credential, asks every policy, and adds the
// findings that concern the registry itself (overdue rotations, expired exceptions).
#pragma once

#include <string>
#include <vector>

#include "policies/registry/registry.h"
#include "scanner/model/finding.h"
#include "scanner/model/policy_info.h"

namespace keyhound {

struct JudgeInput {
  const Registry* registry = nullptr;  // nullptr: none; then nothing has an owner
  Timestamp now;
  std::string repository;  // "acme/pay", from the remote; for `repos` globs; empty: unknown
};

// The metadata of every built-in policy, by id. Built once, immutable, thread-safe.
const std::vector<PolicyInfo>& builtin_policies();

// Sets `credential` and `policies` of every secret finding, and appends the policy findings, by
// policy and subject; their paths are those of the registry's files as they were opened.
// REQUIRES: every finding has an occurrence.
void judge(const JudgeInput& input, std::vector<Finding>& findings);

}  // namespace keyhound
