// SPDX-License-Identifier: Apache-2.0
// The plan of a verification: what becomes of each credential, before anything is sent. Pure,
// thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/http/http_client.h"
#include "scanner/model/liveness.h"
#include "scanner/probes/probe.h"
#include "scanner/rules/verifier_set.h"
#include "scanner/verify/plan/allow_list.h"
#include "scanner/verify/request_settings.h"
#include "scanner/verify/verification_candidate.h"

namespace keyhound {

enum class PlannedStep {
  kKnown,    // an offline proof, or a check of earlier that is young enough: nothing is sent
  kRequest,  // over HTTP
  kProbe,    // in another protocol: a database, SSH (scanner/probes)
  kSkip,     // nothing is sent, for the reason in `known`
};

// Why nothing is sent, for counts.
enum class SkipCause {
  kNone,
  kNoVerifier,  // nothing checks secrets of that rule
  kNotAllowed,  // the host is not on the allow-list
  kCanary,      // asking would warn those who laid it out
  kLacks,       // a part of the credential, or what it must hold for a request
  kNoEndpoint,  // nobody said where the installation stands
  kOverBound,   // as many requests as are wanted are planned already
};

std::string_view to_string(SkipCause cause);  // "no verifier", "not allowed", ...

struct PlannedVerification {
  std::size_t candidate = 0;  // index
  PlannedStep step = PlannedStep::kSkip;
  SkipCause cause = SkipCause::kNone;  // of kSkip
  std::string next_step;               // of kSkip: "add --allow api.github.com"; empty: none
  Liveness known;                      // of kKnown; of kSkip: kUnchecked with the reason
  const Verifier* verifier = nullptr;  // of kRequest; borrowed
  const Probe* probe = nullptr;        // of kProbe
  std::string host;                    // that is asked: "api.github.com", "db.example.com:5432"
  std::string request;  // for people, without any value: "GET https://api.github.com/user, bearer
                        // {secret}"
};

// What is known of a credential from earlier, asked as the entry says (verifier or probe, host);
// nullopt: nothing, or too old.
using KnownLiveness = std::function<std::optional<Liveness>(const VerificationCandidate&,
                                                            const PlannedVerification&)>;

struct PlanSettings {
  AllowList allowed;
  RequestSettings request;
  ProbeSettings probes;
  KnownLiveness known;  // may be empty
  // Rules that what is scanned brings along: it could name its own host as a provider's.
  std::set<std::string, std::less<>> foreign_rules;
  std::uint64_t requests = 0;  // the most that are planned; 0: no bound
};

// One entry a candidate, in their order. Offline proofs come first, then what is known from
// earlier, then requests to what is allowed. A canary, a part that lacks, a host that is not
// allowed: kSkip, with the reason and what to do.
std::vector<PlannedVerification> plan_verification(
    const std::vector<VerificationCandidate>& candidates, const VerifierSet& verifiers,
    const PlanSettings& settings);

}  // namespace keyhound
