// SPDX-License-Identifier: Apache-2.0
#include "scanner/verify/plan/verification_plan.h"

#include <fmt/format.h>

#include <utility>

#include "scanner/verify/canary.h"
#include "scanner/verify/offline/offline_proof.h"
#include "scanner/verify/verification_request.h"

namespace keyhound {
namespace {

// The host of a URL, with its port where it names one.
std::string host_of(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme != std::string_view::npos) url.remove_prefix(scheme + 3);
  return std::string(url.substr(0, url.find_first_of("/?#")));
}

bool needs_endpoint(const Verifier& verifier) {
  return verifier.url.find("{endpoint}") != std::string::npos;
}

// The request for people with the endpoint where it is sent.
std::string request_at(const std::string& endpoint, const Verifier& verifier,
                       std::string_view secret) {
  std::string text = describe_request(verifier, secret);
  const std::string replaced =
      needs_endpoint(verifier) ? "{endpoint}" : "https://" + host_of(verifier.url);
  const std::size_t start = text.find(replaced);
  if (start != std::string::npos) text.replace(start, replaced.size(), endpoint);
  return text;
}

void skip(PlannedVerification& entry, SkipCause cause, std::string reason, std::string next = {}) {
  entry.step = PlannedStep::kSkip;
  entry.cause = cause;
  entry.known = Liveness();
  entry.known.reason = std::move(reason);
  entry.next_step = std::move(next);
}

class Planner {
 public:
  Planner(const VerifierSet& verifiers, const PlanSettings& settings)
      : verifiers_(&verifiers), settings_(&settings) {}

  PlannedVerification plan(const VerificationCandidate& candidate) {
    PlannedVerification entry;
    if (const auto proof = offline_proof(candidate, settings_->request.now)) {
      entry.step = PlannedStep::kKnown;
      entry.known = *proof;
      return entry;
    }
    if (const auto canary = canary_of(candidate.parts)) {
      skip(entry, SkipCause::kCanary,
           fmt::format("a trap of {}: asking would warn those who laid it out", *canary));
      return entry;
    }
    if (const std::string* const foreign = foreign_rule_of(candidate)) {
      skip(entry, SkipCause::kNoVerifier, fmt::format("{} is a rule of what is scanned", *foreign),
           "give its file with --rules if you trust it");
      return entry;
    }
    const Verifier* const verifier = verifiers_->of_rule(candidate.rule_id);
    const Probe* const probe = verifier == nullptr ? probe_of_rule(candidate.rule_id) : nullptr;
    if (verifier != nullptr)
      plan_request(*verifier, candidate, entry);
    else if (probe != nullptr)
      plan_probe(*probe, candidate, entry);
    else
      skip(entry, SkipCause::kNoVerifier, fmt::format("nothing verifies {}", candidate.rule_id));
    return entry;
  }

 private:
  // Its own, or that of a part: what such a rule takes for a part may be a secret of somebody else.
  // nullptr: there is none.
  const std::string* foreign_rule_of(const VerificationCandidate& candidate) const {
    const auto& foreign = settings_->foreign_rules;
    if (foreign.contains(candidate.rule_id)) return &candidate.rule_id;
    for (const auto& [rule, value] : candidate.parts.parts)
      if (foreign.contains(rule)) return &rule;
    return nullptr;
  }

  // A refusal by one of several sites proves something only where the user says that it is the one.
  std::optional<Liveness> known_of(const VerificationCandidate& candidate,
                                   const PlannedVerification& entry) const {
    auto known = settings_->known ? settings_->known(candidate, entry) : std::nullopt;
    const bool is_any_site = entry.verifier != nullptr && entry.verifier->other_sites &&
                             !settings_->request.endpoints.contains(entry.verifier->id);
    if (known && is_any_site && known->state != LivenessState::kActive) return std::nullopt;
    return known;
  }

  void plan_request(const Verifier& verifier, const VerificationCandidate& candidate,
                    PlannedVerification& entry) {
    entry.verifier = &verifier;
    const auto& endpoints = settings_->request.endpoints;
    const auto endpoint = endpoints.find(verifier.id);
    const std::string& secret = candidate.parts.secret;
    const bool has_endpoint = endpoint != endpoints.end() && !is_routed(verifier, secret);
    entry.request = has_endpoint ? request_at(endpoint->second, verifier, secret)
                                 : describe_request(verifier, secret);
    if (needs_endpoint(verifier) && !has_endpoint) {
      skip(entry, SkipCause::kNoEndpoint,
           fmt::format("where the installation of {} stands is not known", candidate.provider),
           fmt::format("add --endpoint {}=https://HOST", verifier.id));
      return;
    }
    const auto request = verification_request(verifier, candidate.parts, settings_->request);
    if (!request) {
      skip(entry, SkipCause::kLacks, request.error().message);
      return;
    }
    entry.host = host_of(request->url);
    ask(PlannedStep::kRequest, candidate, entry);
  }

  void plan_probe(const Probe& probe, const VerificationCandidate& candidate,
                  PlannedVerification& entry) {
    entry.probe = &probe;
    const auto target = probe.target(candidate.parts, settings_->probes);
    if (!target) {
      skip(entry, SkipCause::kLacks, target.error().message);
      return;
    }
    entry.host = target->host;
    entry.request = target->request;
    ask(PlannedStep::kProbe, candidate, entry);
  }

  // A provider stands for the hosts of its verifiers. Those of probes come from what was scanned: a
  // database of "Heroku" may stand anywhere.
  bool is_allowed(PlannedStep step, std::string_view host, std::string_view provider) const {
    return step == PlannedStep::kProbe ? settings_->allowed.allows_host(host)
                                       : settings_->allowed.allows(host, provider);
  }

  // Where nothing is connected to, nobody has to allow it.
  void ask(PlannedStep step, const VerificationCandidate& candidate, PlannedVerification& entry) {
    if (const auto known = known_of(candidate, entry)) {
      entry.step = PlannedStep::kKnown;
      entry.known = *known;
      return;
    }
    const std::string_view host = host_without_port(entry.host);
    if (!host.empty() && !is_allowed(step, host, candidate.provider)) {
      skip(entry, SkipCause::kNotAllowed, fmt::format("{} is not allowed", host),
           fmt::format("add --allow {}", host));
      return;
    }
    if (settings_->requests != 0 && planned_ >= settings_->requests) {
      skip(entry, SkipCause::kOverBound,
           fmt::format("{} requests are planned already", settings_->requests),
           "run it again: what is known by then is not asked for again");
      return;
    }
    ++planned_;
    entry.step = step;
  }

  const VerifierSet* verifiers_;
  const PlanSettings* settings_;
  std::uint64_t planned_ = 0;
};

}  // namespace

std::string_view to_string(SkipCause cause) {
  switch (cause) {
    case SkipCause::kNone:
      return "";
    case SkipCause::kNoVerifier:
      return "no verifier";
    case SkipCause::kNotAllowed:
      return "not allowed";
    case SkipCause::kCanary:
      return "canary";
    case SkipCause::kLacks:
      return "incomplete";
    case SkipCause::kNoEndpoint:
      return "no endpoint";
    case SkipCause::kOverBound:
      return "over the bound";
  }
  return "";
}

std::vector<PlannedVerification> plan_verification(
    const std::vector<VerificationCandidate>& candidates, const VerifierSet& verifiers,
    const PlanSettings& settings) {
  Planner planner(verifiers, settings);
  std::vector<PlannedVerification> plan;
  plan.reserve(candidates.size());
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    plan.push_back(planner.plan(candidates[i]));
    plan.back().candidate = i;
  }
  return plan;
}

}  // namespace keyhound
