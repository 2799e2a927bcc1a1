// SPDX-License-Identifier: Apache-2.0
#include "policies/metrics/run_coverage.h"

#include "policies/evidence/event.h"
#include "policies/evidence/event_members.h"

namespace keyhound {
namespace {

RepositoryCoverage coverage_of(const EvidenceEvent& event) {
  RepositoryCoverage coverage;
  coverage.at = event.time;
  const auto said = event.data.find("coverage");
  if (said == event.data.end() || !said->is_object()) return coverage;
  coverage.commits = count_member(*said, "commits");
  coverage.blobs = count_member(*said, "blobs");
  coverage.files = count_member(*said, "files");
  coverage.bytes = count_member(*said, "bytes");
  coverage.skipped = count_member(*said, "skipped");
  coverage.diagnostics = count_member(*said, "diagnostics");
  coverage.complete = flag_member(*said, "complete");
  return coverage;
}

}  // namespace

void RunCoverage::add(const LedgerEvent& entry) {
  const EvidenceEvent& event = entry.event;
  if (event.type == "run.started") {
    ++started_;
    open_.insert_or_assign(event.run, std::string(text_member(event.data, "repository")));
    return;
  }
  if (event.type != "run.finished") return;
  ++finished_;
  std::string repository(text_member(event.data, "repository"));
  if (const auto start = open_.find(event.run); start != open_.end()) {
    if (repository.empty()) repository = start->second;
    open_.erase(start);
  }
  const RepositoryCoverage coverage = coverage_of(event);
  if (!coverage.complete) ++incomplete_;
  if (repository.empty()) {
    ++nameless_;
    return;
  }
  RepositoryCoverage& newest = repositories_[repository];
  if (newest.at <= coverage.at) newest = coverage;
}

}  // namespace keyhound
