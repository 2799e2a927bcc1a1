// SPDX-License-Identifier: Apache-2.0
// The files of other tools that `keyhound migrate` reads: those at their usual places, and those
// that options name.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "scanner/migration/foreign_waiver.h"
#include "scanner/migration/gitleaks_rules.h"

namespace keyhound {

struct MigrationPaths {
  std::string target = ".";
  std::string tool;                          // --from: only this one's; empty: all
  std::vector<std::string> gitleaks_config;  // at most one
  std::vector<std::string> gitleaks_ignore;
  std::vector<std::string> gitleaks_baseline;
  std::vector<std::string> detect_secrets;
  std::vector<std::string> exclude_paths;  // trufflehog's
};

// What was read. Plain data.
struct MigrationInputs {
  std::vector<std::string> files;                 // as they were found, in the order of reading
  std::shared_ptr<const GitleaksRules> gitleaks;  // null: none
  ForeignWaivers waivers;
};

// kUsage for a tool that there is not, and where there is nothing to read; the first file that
// cannot be read is an error.
Result<MigrationInputs> read_migration_inputs(MigrationPaths paths);

}  // namespace keyhound
