// SPDX-License-Identifier: Apache-2.0
// Options of `keyhound scan` that `keyhound bulk run` takes too, and hands on to workers and judge:
// with the descriptions that they have there.
#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace keyhound {

// What was given, as arguments: "--rules=acme.toml". Filled when the command line is parsed.
struct PassedScanOptions {
  std::vector<std::string> arguments;
};

// REQUIRES: `options` outlives `app`.
void add_passed_scan_options(CLI::App& app, PassedScanOptions& options);

}  // namespace keyhound
