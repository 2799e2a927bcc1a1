// SPDX-License-Identifier: Apache-2.0
#include "policies/input/merged_results.h"

#include <iterator>
#include <optional>
#include <utility>

namespace keyhound {
namespace {

template <class Item>
void append(const std::string& repository, std::vector<Item>& from, std::vector<Item>& to) {
  for (Item& item : from) {
    if (item.repository.empty()) item.repository = repository;
  }
  std::move(from.begin(), from.end(), std::back_inserter(to));
}

template <class Item>
void append(const std::string& repository, std::optional<std::vector<Item>>& from,
            std::optional<std::vector<Item>>& to) {
  if (!from) return;
  if (!to) to.emplace();
  append(repository, *from, *to);
}

void add(const ScanStatistics& one, ScanStatistics& sum) {
  sum.commits += one.commits;
  sum.blobs += one.blobs;
  sum.files += one.files;
  sum.bytes += one.bytes;
  sum.skipped += one.skipped;
}

}  // namespace

ScanResult merge_results(std::vector<NamedResult> results) {
  if (results.size() == 1) return std::move(results.front().result);
  ScanResult all;
  for (auto& [repository, one] : results) {
    append(repository, one.findings, all.findings);
    append(repository, one.references, all.references);
    append(repository, one.suppressions, all.suppressions);
    for (Diagnostic& diagnostic : one.diagnostics) {
      diagnostic.message = repository + ": " + diagnostic.message;
      all.diagnostics.push_back(std::move(diagnostic));
    }
    add(one.scan.statistics, all.scan.statistics);
    all.rules_digest = one.rules_digest;
  }
  all.scan.kind = "reports";
  all.scan.target = std::to_string(results.size()) + " reports";
  return all;
}

}  // namespace keyhound
