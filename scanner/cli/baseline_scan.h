// SPDX-License-Identifier: Apache-2.0
// The scan that a baseline is made from or reviewed with. Used by one thread.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "scanner/cli/scan_options.h"
#include "scanner/engine/rule_engine.h"
#include "scanner/model/scan_result.h"
#include "scanner/scan/scan_context.h"

namespace keyhound {

class BaselineScan {
 public:
  // Scans what the options name, under its configuration. What could not be read is told on
  // standard error.
  static Result<BaselineScan> run(ScanOptions options);

  [[nodiscard]] const ScanContext& context() const { return *context_; }
  [[nodiscard]] const ScanResult& result() const { return result_; }

 private:
  std::unique_ptr<RuleEngine> engine_;
  std::unique_ptr<ScanContext> context_;
  ScanResult result_;
};

}  // namespace keyhound
