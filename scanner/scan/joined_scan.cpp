// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/joined_scan.h"

#include <filesystem>
#include <map>
#include <tuple>

#include "scanner/scan/scan_session.h"

namespace keyhound {
namespace {

// What stands before the paths of a target's result: its own path; of a file, the folder.
std::string prefix_of(const std::string& target) {
  const std::filesystem::path path = std::filesystem::path(target).lexically_normal();
  std::error_code error;
  std::string prefix = std::filesystem::is_directory(path, error)
                           ? path.generic_string()
                           : path.parent_path().generic_string();
  if (prefix == ".") prefix.clear();
  if (!prefix.empty() && prefix.back() != '/') prefix += '/';
  return prefix;
}

void put_before(const std::string& prefix, ScanResult& result) {
  const auto extend = [&](std::string& path) { path.insert(0, prefix); };
  for (Finding& finding : result.findings) {
    for (Occurrence& place : finding.occurrences) extend(place.location.path);
    for (Location& place : finding.related) extend(place.path);
  }
  if (result.references)
    for (Reference& reference : *result.references) extend(reference.location.path);
  if (result.suppressions)
    for (Suppression& one : *result.suppressions) extend(one.location.path);
  for (Diagnostic& diagnostic : result.diagnostics) extend(diagnostic.subject);
}

void add(const ScanStatistics& more, ScanStatistics& into) {
  into.commits += more.commits;
  into.blobs += more.blobs;
  into.files += more.files;
  into.bytes += more.bytes;
  into.skipped += more.skipped;
}

void add_definitions(const std::vector<DefinitionCount>& more, std::vector<DefinitionCount>& into) {
  std::map<std::string, DefinitionCount> by_platform;
  for (const std::vector<DefinitionCount>* counts :
       {&more, static_cast<const std::vector<DefinitionCount>*>(&into)}) {
    for (const DefinitionCount& one : *counts) {
      DefinitionCount& sum = by_platform[one.platform];
      sum.platform = one.platform;
      sum.name = one.name;
      sum.count += one.count;
    }
  }
  into.clear();
  for (auto& [platform, count] : by_platform) into.push_back(std::move(count));
}

// Two places of one credential are one finding.
void add_findings(std::vector<Finding> more, std::vector<Finding>& into) {
  std::map<std::tuple<std::string, std::string>, std::size_t> known;
  for (std::size_t i = 0; i < into.size(); ++i)
    known.emplace(std::tuple(into[i].rule_id, into[i].fingerprint.short_form()), i);
  for (Finding& finding : more) {
    const auto same = known.find({finding.rule_id, finding.fingerprint.short_form()});
    if (finding.kind == FindingKind::kSecret && same != known.end()) {
      auto& places = into[same->second].occurrences;
      std::move(finding.occurrences.begin(), finding.occurrences.end(), std::back_inserter(places));
    } else {
      into.push_back(std::move(finding));
    }
  }
}

void join(ScanResult more, ScanResult& into) {
  add(more.scan.statistics, into.scan.statistics);
  add_counts(into.scan.drops, more.scan.drops);
  add_definitions(more.scan.definitions, into.scan.definitions);
  into.scan.target += ", " + more.scan.target;
  into.scan.finished = more.scan.finished;
  into.scan.seconds += more.scan.seconds;
  if (into.scan.repository_uri != more.scan.repository_uri) into.scan.repository_uri.clear();
  if (into.scan.head != more.scan.head) into.scan.head.clear();
  add_findings(std::move(more.findings), into.findings);
  std::move(more.diagnostics.begin(), more.diagnostics.end(), std::back_inserter(into.diagnostics));
  if (more.references && into.references)
    std::move(more.references->begin(), more.references->end(),
              std::back_inserter(*into.references));
  if (more.suppressions && into.suppressions)
    std::move(more.suppressions->begin(), more.suppressions->end(),
              std::back_inserter(*into.suppressions));
}

}  // namespace

Result<ScanResult> run_scans(const ScanContext& context, std::span<const ScanRequest> requests) {
  std::error_code error;
  const bool is_prefixed =
      requests.size() > 1 || !std::filesystem::is_directory(requests.front().target, error);
  ScanResult joined;
  for (const ScanRequest& request : requests) {
    KEYHOUND_TRY(ScanResult result, run_scan(context, request));
    if (is_prefixed && request.mode == ScanMode::kTreeOnly)
      put_before(prefix_of(request.target), result);
    if (&request == &requests.front()) {
      joined = std::move(result);
    } else {
      join(std::move(result), joined);
    }
  }
  sort_for_report(joined.findings);
  return joined;
}

}  // namespace keyhound
