// SPDX-License-Identifier: Apache-2.0
// ScanOutput: what the parts of a scan add to: findings, diagnostics, figures. Used by one thread.
#pragma once

#include <vector>

#include "scanner/model/scan_result.h"
#include "scanner/pipelines/facts/definition.h"
#include "scanner/scan/comment_judge.h"
#include "scanner/scan/finding_collector.h"

namespace keyhound {

struct ScanOutput {
  explicit ScanOutput(const ScanContext& context) : collector(context) {}

  FindingCollector collector;
  std::vector<Diagnostic> diagnostics;
  ScanStatistics statistics;
  DropCounts drops{};
  CandidateList candidates;
  ScanTimings timings;
  CommentReport comments;
  std::vector<Definition> definitions;  // of HEAD, the index or the work tree

  void add(const ScanStatistics& more) {
    statistics.commits += more.commits;
    statistics.blobs += more.blobs;
    statistics.files += more.files;
    statistics.bytes += more.bytes;
    statistics.skipped += more.skipped;
  }
  void add(const DropCounts& more) { add_counts(drops, more); }
  void add(std::vector<Diagnostic> more) {
    for (Diagnostic& diagnostic : more) diagnostics.push_back(std::move(diagnostic));
  }
  // Takes over what a worker has found.
  template <class Worker>
  void absorb(Worker& worker) {
    collector.add(std::move(worker.found));
    add(std::move(worker.diagnostics));
    add(worker.statistics);
    add(worker.drops());
    candidates.add(std::move(worker.candidates));
    comments.add(worker.comments().take());
  }
};

}  // namespace keyhound
