// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/verify/verify_run.h"

#include <doctest/doctest.h>

#include "scanner/cli/verify/scan_verification.h"

namespace keyhound {
namespace {

std::string fault_of(VerifyRunOptions options) {
  const auto code = run_verify(options);
  REQUIRE_FALSE(code.has_value());
  CHECK(code.error().kind == ErrorKind::kUsage);
  return code.error().message;
}

}  // namespace

TEST_CASE("A verification refuses what it cannot go with, before it scans") {
  VerifyRunOptions options;
  options.scan.target = "/nowhere";
  options.scan.state_file = "state";
  CHECK(fault_of(options).find("--state") != std::string::npos);
  options.scan.state_file.clear();
  options.scan.ledger.ledger = "ledger";
  options.verify.dry_run = true;
  CHECK(fault_of(options).find("--ledger") != std::string::npos);
}

TEST_CASE("A scan that verifies keeps secrets, and one that does not keeps none") {
  auto setup = make_verification_setup({}, {});
  REQUIRE(setup.has_value());
  ScanVerification verification(std::move(*setup));
  ScanSteps steps;
  CHECK(steps.keeper == nullptr);
  verification.join(steps);
  CHECK(steps.keeper == &verification.keeper());
  CHECK(verification.verification() == nullptr);
}

}  // namespace keyhound
