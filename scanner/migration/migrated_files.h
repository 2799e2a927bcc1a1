// SPDX-License-Identifier: Apache-2.0
// The files that `keyhound migrate` proposes: configuration, own rules, baseline. Every waiver in
// them ends. Pure.
#pragma once

#include <string>
#include <vector>

#include "scanner/base/time.h"
#include "scanner/migration/gitleaks_rules.h"
#include "scanner/migration/waiver_match.h"

namespace keyhound {

inline constexpr const char* kConfigFile = ".keyhound.toml";
inline constexpr const char* kOwnRulesFile = "keyhound-rules.toml";

struct MigrationSources {
  std::vector<std::string> files;           // that were read, for the comment at the top
  const GitleaksRules* gitleaks = nullptr;  // null: none
  std::vector<Allowlist> allowlists;        // of the other files
  Baseline baseline;                        // of what they accept; its entries' ends are set
  Timestamp until;                          // of every waiver
};

struct MigratedFile {
  std::string name;
  std::string content;
};

struct Migration {
  std::vector<MigratedFile> files;  // those that there is something for
  MigrationNotes notes;             // about what they leave out or say otherwise
};

// Whether keyhound's default rules stay on: gitleaks has them only with useDefault, and a
// configuration without rules of its own would leave none.
bool keeps_default_rules(const GitleaksRules* gitleaks);

Migration write_migration(const MigrationSources& sources);

}  // namespace keyhound
