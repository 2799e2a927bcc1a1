// SPDX-License-Identifier: Apache-2.0
// How long leaked values stay usable, and how long each step takes. False positives are no leaks.
#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "policies/metrics/credentials_in_use.h"
#include "policies/metrics/measures.h"

namespace keyhound {
namespace {

using Moment = std::optional<Timestamp> Incident::*;

constexpr const char* kNoIncident = "no leak was detected in the period";
constexpr const char* kNoneCounts = "none of the leaks counts here";

// One step of an incident, from a moment to another.
struct Step {
  Moment from;
  Moment to;
  const char* from_is_unknown;  // why it is left out then
  // Why it is left out where the incident is over, or waits, without the step; nullptr: it counts
  // as one that still goes on.
  const char* over_without = nullptr;
  bool may_wait = false;     // an exception in force pauses it
  bool of_recorded = false;  // of revocations whose time is recorded
};

void measure_step(const Incident& incident, const Step& step, Timestamp now,
                  std::vector<Sample>& samples, Exclusions& exclusions) {
  if (incident.state == IncidentState::kFalsePositive) return exclusions.add("false positive");
  const std::optional<Timestamp> from = incident.*step.from;
  const std::optional<Timestamp> to = incident.*step.to;
  if (!from) return exclusions.add(step.from_is_unknown);
  if (step.of_recorded && !incident.is_revocation_recorded)
    return exclusions.add("revocation not recorded");
  if (to) {
    // What was done before: it took no time.
    samples.push_back({std::max(*to - *from, Duration{}), false});
    return;
  }
  if (step.over_without != nullptr && !is_open(incident.state))
    return exclusions.add(step.over_without);
  if (step.may_wait && incident.state == IncidentState::kExceptionActive)
    return exclusions.add("paused by an exception in force");
  samples.push_back({std::max(now - *from, Duration{}), true});
}

Measure measure(const MetricsInput& input, const Step& step) {
  if (input.history == nullptr) return {NoData{kNoLedger}, {}};
  std::vector<Sample> samples;
  Exclusions exclusions;
  for (const Incident& incident : input.incidents)
    measure_step(incident, step, input.now, samples, exclusions);
  return {lengths_of(std::move(samples), input.incidents.empty() ? kNoIncident : kNoneCounts),
          exclusions.take()};
}

constexpr const char* kLeakUnknown = "not known when it leaked";
constexpr const char* kDetectionUnknown = "not recorded when it was detected";

// Whether it came back after a check had shown that it was refused.
bool has_regressed(const Incident& incident, const LedgerHistory& history) {
  if (incident.regressed) return true;
  const auto finding = history.findings.find(incident.fingerprint);
  std::optional<Timestamp> dead;
  for (const RevocationRecord& check :
       checks_of(history, incident.fingerprint,
                 incident.weak ? std::string_view() : incident.credential)) {
    if (check.is_dead && !dead) dead = check.at;
    if (!check.is_dead && dead) return true;
  }
  return dead && finding != history.findings.end() && finding->second.reappeared &&
         *dead < *finding->second.reappeared;
}

}  // namespace

Measure exposure_window(const MetricsInput& input) {
  return measure(input, {&Incident::leaked, &Incident::verified, kLeakUnknown});
}

Measure time_to_detect(const MetricsInput& input) {
  return measure(input, {&Incident::leaked, &Incident::detected, kLeakUnknown});
}

Measure time_to_own(const MetricsInput& input) {
  return measure(
      input, {&Incident::detected, &Incident::owned, kDetectionUnknown, "over without an owner"});
}

Measure time_to_rotate(const MetricsInput& input) {
  return measure(input, {&Incident::detected, &Incident::rotated, kDetectionUnknown,
                         "over without an observed rotation", true});
}

Measure time_to_revoke(const MetricsInput& input) {
  return measure(input, {&Incident::detected, &Incident::revoked, kDetectionUnknown,
                         "over without a revocation", true});
}

Measure time_to_verify(const MetricsInput& input) {
  return measure(input,
                 {&Incident::revoked, &Incident::verified, "not revoked", nullptr, false, true});
}

Measure time_to_remediate(const MetricsInput& input) {
  return measure(input,
                 {&Incident::detected, &Incident::verified, kDetectionUnknown, nullptr, true});
}

Measure incident_states(const MetricsInput& input) {
  if (input.history == nullptr) return {NoData{kNoLedger}, {}};
  if (input.incidents.empty()) return {NoData{kNoIncident}, {}};
  std::array<std::uint64_t, kIncidentStates> counts{};
  for (const Incident& incident : input.incidents)
    ++counts[static_cast<std::size_t>(incident.state)];
  Histogram histogram;
  for (std::size_t i = 0; i < kIncidentStates; ++i)
    histogram.buckets.emplace_back(to_string(static_cast<IncidentState>(i)), counts[i]);
  return {histogram, {}};
}

Measure regression_rate(const MetricsInput& input) {
  if (input.history == nullptr) return {NoData{kNoLedger}, {}};
  Exclusions exclusions;
  std::uint64_t part = 0;
  std::uint64_t whole = 0;
  for (const Incident& incident : input.incidents) {
    if (incident.state == IncidentState::kFalsePositive) {
      exclusions.add("false positive");
      continue;
    }
    const bool is_regressed = has_regressed(incident, *input.history);
    if (is_regressed || incident.verified) ++whole;
    if (is_regressed) ++part;
  }
  return {share_of(part, whole, "no revocation of a leaked value was ever verified"),
          exclusions.take()};
}

Measure reuse_by_repositories(const MetricsInput& input) {
  if (input.history == nullptr) return {NoData{kNoLedger}, {}};
  // Values of one credential count together; a tie by place alone is no proof of that.
  std::map<std::string, std::set<std::string>> repositories;
  Exclusions exclusions;
  for (const Incident& incident : input.incidents) {
    if (incident.state == IncidentState::kFalsePositive) {
      exclusions.add("false positive");
      continue;
    }
    const bool is_tied = !incident.credential.empty() && !incident.weak;
    auto& known = repositories[is_tied ? "credential:" + incident.credential
                                       : "fingerprint:" + incident.fingerprint];
    known.insert(incident.repositories.begin(), incident.repositories.end());
  }
  if (repositories.empty())
    return {NoData{input.incidents.empty() ? kNoIncident : kNoneCounts}, exclusions.take()};
  Histogram histogram{{{"1 repository", 0}, {"2", 0}, {"3 to 5", 0}, {"6 or more", 0}}};
  for (const auto& [key, known] : repositories) {
    const std::size_t count = known.size();
    const std::size_t bucket = count <= 1 ? 0 : count == 2 ? 1 : count <= 5 ? 2 : 3;
    ++histogram.buckets[bucket].second;
  }
  return {histogram, exclusions.take()};
}

}  // namespace keyhound
