// SPDX-License-Identifier: Apache-2.0
// ScanRequest: what is to be scanned, and how. Plain data.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/pipelines/check.h"
#include "scanner/scan/archive_limits.h"

namespace keyhound {

enum class ScanMode {
  kEverything,   // a repository's history, index and work tree; a directory; a file
  kTreeOnly,     // files of the work tree, directory or file
  kHistoryOnly,  // objects only
  kStaged,       // the index against HEAD
  kRange,        // commits of `revision` ("A..B")
  kSince,        // commits that `revision` does not reach
  kCommit,       // the files of the commit `revision`
  kStdin,        // standard input
};

// What a result says it is of (ScanInfo::kind): "history", "tree", "staged", "range", "stdin".
std::string_view kind_name(ScanMode mode);
// Of a scan of pipeline definitions only.
inline constexpr std::string_view kPipelinesKind = "pipelines";

// Hears how far a scan is. Called from any thread of the scan, often; must be thread-safe and
// quick.
class ProgressListener {
 public:
  virtual ~ProgressListener() = default;
  // `done` of `total` units of `phase` ("history", "blobs", "files"); total 0: not known.
  virtual void on_progress(std::string_view phase, std::uint64_t done, std::uint64_t total) = 0;
};

struct ScanRequest {
  ScanMode mode = ScanMode::kEverything;
  std::string target = ".";
  std::string revision;  // kRange, kSince and kCommit
  // kRange without a revision: what these objects reach that none of those commits reaches; ids in
  // hex, of which tips may be tags. Nothing is scanned without tips.
  std::vector<std::string> tips;
  std::vector<std::string> hidden;
  bool unreachable = false;     // also objects that no ref reaches
  bool respect_ignores = true;  // leave out what .gitignore names (never tracked files)
  // Globs of what the configuration leaves out (scanner/scan/path_exclusion.h).
  std::vector<std::string> excluded_paths;
  std::string index_file;  // kStaged: another index, as GIT_INDEX_FILE names; empty: none
  unsigned threads = 0;    // 0: one for each core
  // Bytes that decoded objects may take, of all threads together. What is needed to decode one
  // object may go beyond it; an object of more than half of it is read in windows or not at all.
  std::uint64_t memory_limit = std::uint64_t{512} << 20;
  // Remembers what was scanned for the next scan (docs/state.md); empty: none. All history only.
  std::string state_file;
  std::optional<ArchiveLimits>
      archives;  // open archives; none: their bytes are scanned as they are
  // Pipeline definitions: whether they are checked, also for what is unsafe by noise, and whether
  // anything else is looked at (kTreeOnly only).
  bool checks_pipelines = true;
  bool strict_pipelines = false;
  RaisedChecks raised_checks;  // by policies
  bool pipelines_only = false;
  bool names_rules = true;               // ScanResult::rules is set; else all need not be read
  bool explain = false;                  // list what was dropped: ScanResult::candidates
  bool with_timings = false;             // measure where the time goes: ScanResult::timings
  ProgressListener* progress = nullptr;  // borrowed; may be null

  // Null: archives are not opened. Points into the request.
  [[nodiscard]] const ArchiveLimits* archive_limits() const {
    return archives ? &*archives : nullptr;
  }
};

}  // namespace keyhound
