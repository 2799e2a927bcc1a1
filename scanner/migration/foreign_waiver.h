// SPDX-License-Identifier: Apache-2.0
// ForeignWaiver: a finding that another tool was told to accept, by its place. Plain data.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "scanner/migration/migration_note.h"
#include "scanner/model/rule.h"

namespace keyhound {

struct ForeignWaiver {
  std::string tool;                  // "gitleaks"
  std::string place;                 // "<file>:<line>" of the entry
  std::string rule;                  // as the tool calls it
  std::string path;                  // as the tool wrote it, with forward slashes and without "./"
  std::string commit;                // hex id; empty: the present file
  std::uint64_t line = 0;            // of the match; 0: not known
  std::uint64_t end_line = 0;        // its last
  std::string secret_sha1;           // lower-case hex; empty: not known
  std::string verdict = "accepted";  // "false-positive" where somebody said so
};

// What a file of another tool accepts. Plain data.
struct ForeignWaivers {
  std::vector<ForeignWaiver> waivers;
  std::vector<Allowlist> allowlists;  // of paths, lines or secrets that it leaves out
  MigrationNotes notes;
};

// A path as tools of other systems write it, as ours.
std::string portable_path(std::string path);

}  // namespace keyhound
