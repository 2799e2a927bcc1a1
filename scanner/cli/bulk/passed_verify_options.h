// SPDX-License-Identifier: Apache-2.0
// Options of `keyhound scan --verify` that `keyhound bulk run` takes too, and hands on to its
// workers; and how a worker reads them.
#pragma once

#include <string>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/cli/verify/verify_options.h"

namespace CLI {
class App;
}

namespace keyhound {

struct PassedVerifyOptions {
  bool verifies = false;               // --verify
  bool dry_run = false;                // --dry-run, which a run of many repositories has not
  std::vector<std::string> arguments;  // of `keyhound verify`; filled when the line is parsed
};

// --verify, and what needs it. REQUIRES: `options` outlives `app`.
void add_passed_verify_options(CLI::App& app, PassedVerifyOptions& options);

// Says what to do instead.
tl::unexpected<Error> refuse_dry_run();

// kUsage, naming the option, for one that is not known or does not go with many repositories.
Result<VerifyOptions> read_verify_arguments(const std::vector<std::string>& arguments);

}  // namespace keyhound
