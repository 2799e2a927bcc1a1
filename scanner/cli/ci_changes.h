// SPDX-License-Identifier: Apache-2.0
// What a range changes of keyhound's own configuration: who can change it in a pull request can
// silence findings, so that the report says it.
#pragma once

#include <string>
#include <vector>

#include "scanner/cli/ci_range.h"
#include "scanner/model/diagnostic.h"
#include "scanner/scan/open_repository.h"

namespace keyhound {

struct ConfigurationPaths {
  // Files, or directories with all that is in them; relative to the work tree.
  std::vector<std::string> judging;   // registry and policies
  std::vector<std::string> scanning;  // everything else

  // Those that are looked for without being named.
  static ConfigurationPaths usual();
};

// `path` of the command line as one below the work tree; empty: it lies elsewhere.
std::string path_in_work_tree(const std::string& path, const Repository& repository);

struct ConfigurationChanges {
  std::vector<Diagnostic> notes;  // one a file, by path; none of them incomplete
  bool changes_judging = false;
};

// Compares the trees where the range begins and ends. REQUIRES: not everything is scanned.
ConfigurationChanges changed_configuration(OpenRepository& opened, const CiRange& range,
                                           const ConfigurationPaths& paths);

}  // namespace keyhound
