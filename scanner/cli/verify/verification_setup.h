// SPDX-License-Identifier: Apache-2.0
// VerificationSetup: what the options of a verification mean, read before anything is scanned.
#pragma once

#include <string>

#include "scanner/base/result.h"
#include "scanner/base/time.h"
#include "scanner/cli/rule_options.h"
#include "scanner/cli/verify/verify_options.h"
#include "scanner/http/http_client.h"
#include "scanner/model/rule.h"
#include "scanner/rules/verifier_set.h"
#include "scanner/verify/plan/verification_plan.h"
#include "scanner/verify/run/verification_run.h"

namespace keyhound {

struct VerificationSetup {
  // The default rules and those of --rules, and their verifiers. Not those of a repository's
  // .keyhound.toml: it could name its own host as a provider's, and its own rule a provider's.
  RuleSet rules;
  VerifierSet verifiers;
  PlanSettings plan;
  HttpOptions http;
  VerificationLimits limits;
  std::string cache;  // file; empty: none
  Duration max_age;
  bool dry_run = false;
  bool shows_progress = true;
};

// Of `rules` those that a configuration names do not count. kUsage for what an option cannot
// mean.
Result<VerificationSetup> make_verification_setup(const VerifyOptions& options,
                                                  const RuleOptions& rules);

}  // namespace keyhound
