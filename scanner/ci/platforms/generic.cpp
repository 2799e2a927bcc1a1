// SPDX-License-Identifier: Apache-2.0
// A platform that is not known: nothing is read, so that everything is scanned unless --base says
// what a change is made against.
#include "scanner/ci/ci_platform.h"

namespace keyhound {

namespace {

constexpr CiOutput kOutputs[] = {{"sarif", "keyhound.sarif"}};

Result<CiRun> read_run(const CiEnvironment& /*environment*/) { return CiRun{}; }

}  // namespace

extern const CiPlatform kGenericCi;
const CiPlatform kGenericCi = {"generic",
                               "an unknown CI platform",
                               nullptr,
                               read_run,
                               "run 'git fetch --unshallow' before this step",
                               "",
                               CiSummary::kNone,
                               kOutputs,
                               {}};

}  // namespace keyhound
