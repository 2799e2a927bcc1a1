// SPDX-License-Identifier: Apache-2.0
// ScanVerification: verifies what a scan finds, between scan and judgement. Used by one thread.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/cli/scan_report.h"
#include "scanner/cli/verify/verification.h"
#include "scanner/model/scan_result.h"
#include "scanner/scan/secret_keeper.h"

namespace keyhound {

class ScanVerification {
 public:
  // Which findings are verified; unset: all.
  using Filter = std::function<bool(const Finding&)>;

  explicit ScanVerification(VerificationSetup setup, Filter filter = {})
      : setup_(std::move(setup)), filter_(std::move(filter)) {}

  // Makes a scan keep secrets and ask before it judges; a dry run ends after that, with the plan on
  // standard output. REQUIRES: this outlives the scan and stays where it is, and
  // keep_process_private() was called.
  void join(ScanSteps& steps);

  // The keeper to put secrets into that no scan finds.
  [[nodiscard]] SecretKeeper& keeper() { return keeper_; }
  [[nodiscard]] const VerificationSetup& setup() const { return setup_; }
  // To be set before the scan is over.
  [[nodiscard]] VerificationLimits& limits() { return setup_.limits; }
  // nullptr: nothing was planned yet.
  [[nodiscard]] const Verification* verification() const {
    return verification_ ? &*verification_ : nullptr;
  }

 private:
  std::vector<KeptCredential> variants_of(const Finding& finding);
  Result<std::optional<int>> verify(const ScanContext& context, ScanResult& result);

  VerificationSetup setup_;
  Filter filter_;
  SecretKeeper keeper_;
  std::optional<Verification> verification_;
};

}  // namespace keyhound
