// SPDX-License-Identifier: Apache-2.0
// A registry with two entries, and two findings: what tests of the status share.
#pragma once

#include "policies/lifecycle/status.h"
#include "tests/policies/evaluation/judged.h"

namespace keyhound::testing {

struct Shown {
  Shown() {
    registry = registry_of(
        "parties: [{id: group:a, type: team}]\ncredentials:\n"
        "  - {id: k, owner: {accountable: group:a, accepted: {at: 1970-01-01, by: group:a}}, "
        "identity: {fingerprints: [\"" +
        sample_finding("s").fingerprint.short_form() +
        "\"]}, lifecycle: {created: 1970-01-01, rotation: {period: P10D}}}\n  - {id: z}\n");
    findings = {sample_finding("s", 86'400), sample_finding("t", 86'400 * 20)};
    findings[0].credential = {"k", "group:a", "fingerprint", false};
    findings[1].occurrences[0].location.path = "a\x1b[31m\nb";
    input.now = {86'400 * 20 + 60};
    input.policies = &builtin_set();
    input.registry = &registry;
    input.findings = &findings;
    input.repository = "acme/pay";
  }
  Registry registry;
  std::vector<Finding> findings;
  LifecycleInput input;
};

}  // namespace keyhound::testing
