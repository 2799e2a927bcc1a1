// SPDX-License-Identifier: Apache-2.0
// RunCoverage: what the runs of a ledger read and what they did not. Filled event by event; memory
// grows with the repositories and with the runs that did not finish. Thread-compatible.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "scanner/base/time.h"

namespace keyhound {

struct LedgerEvent;

// The newest run of one repository that finished.
struct RepositoryCoverage {
  Timestamp at;
  std::uint64_t commits = 0;
  std::uint64_t blobs = 0;
  std::uint64_t files = 0;
  std::uint64_t bytes = 0;
  std::uint64_t skipped = 0;
  std::uint64_t diagnostics = 0;
  bool complete = false;  // false also where the run does not say
};

class RunCoverage {
 public:
  // Takes run.started and run.finished; others are ignored.
  void add(const LedgerEvent& event);

  [[nodiscard]] std::uint64_t started() const { return started_; }
  [[nodiscard]] std::uint64_t finished() const { return finished_; }
  // Started, and never finished: a crash, or a ledger that ends in the middle of a run.
  [[nodiscard]] std::uint64_t unfinished() const { return open_.size(); }
  // Finished, and said that something was not read, or did not say.
  [[nodiscard]] std::uint64_t incomplete() const { return incomplete_; }
  // By name; runs without one are not here.
  [[nodiscard]] const std::map<std::string, RepositoryCoverage, std::less<>>& repositories() const {
    return repositories_;
  }
  [[nodiscard]] std::uint64_t nameless() const { return nameless_; }

 private:
  std::map<std::string, std::string, std::less<>> open_;  // run id, and its repository
  std::map<std::string, RepositoryCoverage, std::less<>> repositories_;
  std::uint64_t started_ = 0;
  std::uint64_t finished_ = 0;
  std::uint64_t incomplete_ = 0;
  std::uint64_t nameless_ = 0;  // finished runs that name no repository
};

}  // namespace keyhound
