// SPDX-License-Identifier: Apache-2.0
// Scans a repository's history for a test, and says in lines that can be compared what was found.
#pragma once

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "scanner/git/repository.h"
#include "scanner/scan/history_scan.h"
#include "scanner/scan/open_repository.h"
#include "scanner/scan/range_scan.h"
#include "tests/scanner/scan/scan_fixture.h"
#include "tests/support/git_repo_builder.h"

namespace keyhound::testing {

// What both ways of scanning history say of an occurrence.
inline std::string print(const Occurrence& o) {
  return fmt::format("{} {} {}:{}-{}:{} {} {} {} {} {}", o.location.path,
                     to_string(o.location.part), o.location.start.line, o.location.start.column,
                     o.location.end.line, o.location.end.column,
                     o.location.part == LocationPart::kContent ? o.blob : "", o.commit.id,
                     o.commit.author, o.in_head, o.reachable);
}

// What scan_history() alone knows of it.
inline std::string print_all(const Occurrence& o) {
  return fmt::format("{} {} [{}] {} -{}", print(o), o.commit.committed.seconds,
                     fmt::join(o.refs, ","), o.ref_count, o.removal().id);
}

// Of all occurrences, sorted.
template <class Print>
std::vector<std::string> print(const std::vector<Finding>& findings, const Print& print_one) {
  std::vector<std::string> lines;
  for (const Finding& finding : findings) {
    for (const Occurrence& one : finding.occurrences)
      lines.push_back(finding.rule_id + " " + finding.fingerprint.short_form() + " " +
                      print_one(one));
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

inline std::vector<std::string> print(const std::vector<Finding>& findings) {
  return print(findings, [](const Occurrence& one) { return print(one); });
}
inline std::vector<std::string> print_all(const std::vector<Finding>& findings) {
  return print(findings, [](const Occurrence& one) { return print_all(one); });
}

// The output of scan_range() or scan_history(), whichever is `scan`.
struct HistoryOutput {
  using Scan = Status (*)(const ScanContext&, const ScanRequest&, OpenRepository&, ScanOutput&);

  HistoryOutput(const ScanFixture& fixture, const GitRepoBuilder& builder,
                const ScanRequest& request, Scan scan)
      : output(fixture.context()) {
    auto repository = Repository::open(builder.path());
    REQUIRE(repository);
    OpenRepository opened(std::move(*repository));
    status = scan(fixture.context(), request, opened, output);
    findings = output.collector.take(fixture.scanner());
  }

  // The occurrences of a token of rule "acme", in order; empty when it was not found.
  [[nodiscard]] std::vector<Occurrence> of(const std::string& token) const {
    const auto wanted = fingerprint(FingerprintKey(), "acme", token).short_form();
    for (const Finding& finding : findings) {
      if (finding.fingerprint.short_form() == wanted) return finding.occurrences;
    }
    return {};
  }

  ScanOutput output;
  Status status;
  std::vector<Finding> findings;
};

}  // namespace keyhound::testing
