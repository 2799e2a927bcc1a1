// SPDX-License-Identifier: Apache-2.0
// The options of commands that scan with a baseline.
#pragma once

#include <string>

#include "scanner/base/result.h"
#include "scanner/baseline/baseline.h"

namespace CLI {
class App;
}

namespace keyhound {

struct BaselineOptions {
  std::string file;            // empty: the one of the target, if it has one
  bool is_off = false;         // not even that
  bool is_configured = false;  // `file` is the configuration's, not the command line's
  std::string shown = {};      // how reports name `file`; empty: as it is
};

void add_baseline_options(CLI::App& app, BaselineOptions& options);

// The baseline that a target has: in the directory, or at the root of the repository that the
// target lies in; empty: none.
std::string find_baseline(const std::string& target);

// Writes it there; kUsage where that cannot be done.
Status put_baseline(const std::string& path, const Baseline& baseline);

// Where a baseline for the target is written: find_baseline(), else the place where that looks
// first.
std::string baseline_place(const std::string& target);

}  // namespace keyhound
