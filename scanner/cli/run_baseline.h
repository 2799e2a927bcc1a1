// SPDX-License-Identifier: Apache-2.0
// RunBaseline: the baseline that a run is under. Used by one thread.
#pragma once

#include <optional>
#include <string>

#include "scanner/baseline/baseline.h"
#include "scanner/cli/baseline_options.h"
#include "scanner/model/scan_result.h"
#include "scanner/scan/scan_context.h"

namespace keyhound {

class RunBaseline {
 public:
  // Of a bare repository the one that stands in it, else HEAD's. nullopt: there is none, or it is
  // switched off. One that is named and is not there is an error,
  // as is one that cannot be read.
  static Result<std::optional<RunBaseline>> load(const BaselineOptions& options,
                                                 const std::string& target);

  // Marks findings as accepted, and adds what is to be said of entries to the diagnostics: of those
  // without a finding where the run sees everything that the baseline is about.
  void accept(const ScanContext& context, bool sees_everything, ScanResult& result) const;

  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  // From HEAD of a bare repository; false: it has none, and none is named.
  Result<bool> load_committed(const BaselineOptions& options, const std::string& target);

  std::string path_;      // for reports: as it was given, else its name
  bool is_whole_ = true;  // it is about the target, not about a repository around it
  Baseline baseline_;
};

}  // namespace keyhound
