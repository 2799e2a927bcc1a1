// SPDX-License-Identifier: Apache-2.0
#include "policies/metrics/metrics_report.h"

#include <algorithm>

#include "policies/evidence/event.h"
#include "policies/evidence/ledger_reader.h"
#include "policies/metrics/metric_table.h"

namespace keyhound {
namespace {

constexpr std::size_t kMostExposures = 30;

// What one pass over the ledger gathers.
struct Gathered {
  explicit Gathered(const PolicySet& policies) : evaluations(ids_of(policies)) {}

  static std::set<std::string, std::less<>> ids_of(const PolicySet& policies) {
    std::set<std::string, std::less<>> ids;
    for (const PolicyInfo& info : policies.infos()) ids.insert(info.id);
    return ids;
  }

  // Of what came before the period it is known how things stood, and nothing else.
  void add(const LedgerEvent& event, const MetricsRequest& request) {
    const Timestamp time = event.event.time;
    if (request.until && *request.until < time) return;
    history.add(event.event);
    if (request.since && time < *request.since) return;
    coverage.add(event);
    if (const auto evaluation = evaluation_of(event)) evaluations.add(*evaluation);
  }

  LedgerHistory history;
  RunCoverage coverage;
  EvaluationSeries evaluations;
};

std::vector<Incident> incidents_in_period(const MetricsRequest& request,
                                          const LedgerHistory& history) {
  LifecycleInput input;
  input.now = request.now;
  input.policies = request.policies;
  input.registry = request.registry;
  input.history = &history;
  std::vector<Incident> incidents = incidents_of(input);
  std::erase_if(incidents, [&request](const Incident& incident) {
    return request.since && (!incident.detected || *incident.detected < *request.since);
  });
  return incidents;
}

void add_exposures(const std::vector<Incident>& incidents, MetricsReport& report) {
  for (const Incident& incident : incidents) {
    if (!incident.leaked || incident.state == IncidentState::kFalsePositive) continue;
    const Timestamp end = incident.verified.value_or(report.now);
    report.exposures.push_back(
        {incident.fingerprint,
         incident.rule,
         incident.credential,
         std::string(to_string(incident.state)),
         *incident.leaked,
         {std::max(end - *incident.leaked, Duration{}), !incident.verified.has_value()}});
  }
  std::stable_sort(
      report.exposures.begin(), report.exposures.end(),
      [](const Exposure& a, const Exposure& b) { return b.length.duration < a.length.duration; });
  if (report.exposures.size() <= kMostExposures) return;
  report.more_exposures = report.exposures.size() - kMostExposures;
  report.exposures.resize(kMostExposures);
}

}  // namespace

Result<MetricsReport> make_metrics_report(const MetricsRequest& request) {
  MetricsReport report;
  report.now = request.now;
  report.since = request.since;
  report.until = request.until;
  report.ledger_path = request.ledger;
  MetricsInput input;
  input.now = request.now;
  input.policies = request.policies;
  input.registry = request.registry;
  if (request.registry != nullptr) {
    report.registry_files = request.registry->files;
    report.registry_digest = request.registry->digest;
  }

  Gathered gathered(*request.policies);
  std::vector<Incident> incidents;
  if (!request.ledger.empty()) {
    KEYHOUND_TRY(report.ledger, read_verified_ledger(
                                    request.ledger,
                                    [&](const LedgerEvent& event) { gathered.add(event, request); },
                                    request.check));
    incidents = incidents_in_period(request, gathered.history);
    input.history = &gathered.history;
    input.coverage = &gathered.coverage;
    input.evaluations = &gathered.evaluations;
    input.incidents = incidents;
    add_exposures(incidents, report);
    report.bucket = request.bucket.value_or(gathered.evaluations.fitting_bucket());
    report.all_policies = gathered.evaluations.all(report.bucket);
    report.policies = gathered.evaluations.by_policy(report.bucket);
  }
  for (const MetricRow& row : metric_table())
    report.metrics.push_back({row.name, row.group, row.title, row.measure(input)});
  return report;
}

}  // namespace keyhound
