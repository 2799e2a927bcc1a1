// SPDX-License-Identifier: Apache-2.0
// What the runs in the period read. A pass without coverage is no evidence.
#include <set>

#include "policies/metrics/credentials_in_use.h"
#include "policies/metrics/measures.h"

namespace keyhound {
namespace {

constexpr std::string_view kRepositoryConsumer = "repo:";
constexpr const char* kNoRun = "no run of the period names its repository and finished";

void exclude_nameless(const RunCoverage& coverage, Exclusions& exclusions) {
  exclusions.add("finished run that names no repository", coverage.nameless());
}

// The sum over the newest finished run of each repository.
Measure sum_of(const MetricsInput& input, std::uint64_t RepositoryCoverage::*member) {
  if (input.coverage == nullptr) return {NoData{kNoLedger}, {}};
  Exclusions exclusions;
  exclude_nameless(*input.coverage, exclusions);
  if (input.coverage->repositories().empty()) return {NoData{kNoRun}, exclusions.take()};
  std::uint64_t sum = 0;
  for (const auto& [name, one] : input.coverage->repositories()) sum += one.*member;
  return {Count{sum}, exclusions.take()};
}

}  // namespace

Measure runs_started(const MetricsInput& input) {
  if (input.coverage == nullptr) return {NoData{kNoLedger}, {}};
  return {Count{input.coverage->started()}, {}};
}

Measure runs_incomplete(const MetricsInput& input) {
  if (input.coverage == nullptr) return {NoData{kNoLedger}, {}};
  const RunCoverage& coverage = *input.coverage;
  return {share_of(coverage.unfinished() + coverage.incomplete(),
                   coverage.unfinished() + coverage.finished(), "the period has no run"),
          {}};
}

Measure repositories_scanned(const MetricsInput& input) {
  if (input.coverage == nullptr) return {NoData{kNoLedger}, {}};
  Exclusions exclusions;
  exclude_nameless(*input.coverage, exclusions);
  return {Count{input.coverage->repositories().size()}, exclusions.take()};
}

Measure repositories_in_scope(const MetricsInput& input) {
  if (input.coverage == nullptr) return {NoData{kNoLedger}, {}};
  if (input.registry == nullptr) return {NoData{kNoRegistry}, {}};
  Exclusions exclusions;
  std::set<std::string_view> scope;
  for (const Credential& credential : input.registry->credentials) {
    for (const std::string_view consumer : credential.locations.consumers) {
      if (!consumer.starts_with(kRepositoryConsumer)) continue;
      if (consumer.find_first_of("*?[") == std::string_view::npos) {
        scope.insert(consumer.substr(kRepositoryConsumer.size()));
      } else {
        exclusions.add("consumer that is a pattern of repositories");
      }
    }
  }
  std::uint64_t part = 0;
  for (const std::string_view repository : scope) {
    if (input.coverage->repositories().contains(repository)) ++part;
  }
  return {share_of(part, scope.size(), "the registry names no repository as a consumer"),
          exclusions.take()};
}

Measure repositories_complete(const MetricsInput& input) {
  if (input.coverage == nullptr) return {NoData{kNoLedger}, {}};
  Exclusions exclusions;
  exclude_nameless(*input.coverage, exclusions);
  std::uint64_t part = 0;
  for (const auto& [name, one] : input.coverage->repositories()) {
    if (one.complete) ++part;
  }
  return {share_of(part, input.coverage->repositories().size(), kNoRun), exclusions.take()};
}

Measure commits_scanned(const MetricsInput& input) {
  return sum_of(input, &RepositoryCoverage::commits);
}

Measure objects_skipped(const MetricsInput& input) {
  return sum_of(input, &RepositoryCoverage::skipped);
}

Measure scan_diagnostics(const MetricsInput& input) {
  return sum_of(input, &RepositoryCoverage::diagnostics);
}

}  // namespace keyhound
