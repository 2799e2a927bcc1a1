// SPDX-License-Identifier: Apache-2.0
#include "policies/evaluation/judge.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <memory>
#include <utility>

#include "policies/evaluation/judgement.h"
#include "policies/evaluation/leak.h"

namespace keyhound {
namespace {

// The earliest leak first, then in report order, so that the message and the leaks of a policy
// finding do not depend on the order in which the scan came across them.
std::vector<Finding*> by_leak(std::vector<Finding>& findings) {
  std::vector<std::pair<std::int64_t, Finding*>> timed;
  for (Finding& finding : findings) {
    if (!is_leak(finding)) continue;
    const std::optional<Timestamp> leaked = time_of_leak(finding);
    timed.emplace_back(leaked ? leaked->seconds : std::numeric_limits<std::int64_t>::max(),
                       &finding);
  }
  // Findings mostly come in report order already.
  const auto in_report_order = [](const auto& a, const auto& b) {
    return report_order(*a.second, *b.second);
  };
  if (!std::is_sorted(timed.begin(), timed.end(), in_report_order))
    std::sort(timed.begin(), timed.end(), in_report_order);
  std::stable_sort(timed.begin(), timed.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<Finding*> sorted;
  for (const auto& [time, finding] : timed) sorted.push_back(finding);
  return sorted;
}

// Everything but the policy findings.
PolicyFindings judge_all(Judgement& judgement, std::vector<Finding>& findings,
                         Assessment& assessment) {
  const std::vector<Finding*> secrets = by_leak(findings);
  const CredentialTies ties = judgement.tie(secrets);
  judgement.take_checks(secrets);
  judgement.judge_entries();
  judgement.judge_findings(secrets, ties);
  judgement.judge_references();
  judgement.judge_suppressions();
  judgement.judge_evidence();
  assessment = judgement.take_assessment();
  return judgement.take_policy_findings();
}

}  // namespace

Assessment judge(const JudgeInput& input, std::vector<Finding>& findings) {
  Assessment assessment;
  auto judgement = std::make_unique<Judgement>(input);
  PolicyFindings policy_findings = judge_all(*judgement, findings, assessment);
  // What the judgement needed is gone before the policy findings, which are many, are made.
  input.crew.run(2, [&](std::size_t part) {
    if (part == 0) {
      policy_findings.sort(assessment.subjects, input.crew);
    } else {
      judgement.reset();
      if (input.on_judged) input.on_judged();
    }
  });
  policy_findings.append_to(assessment.subjects, findings, input.crew);
  return assessment;
}

}  // namespace keyhound
