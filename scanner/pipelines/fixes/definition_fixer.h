// SPDX-License-Identifier: Apache-2.0
// Fixes what checks find in the definitions of a set. What a fix proposes is applied in memory and
// read again: it counts only if its finding is gone, no check finds anything new, and the document
// says the same but for the change. Rounds go on until nothing is left to fix, so that a second run
// changes nothing; what a hostile definition leaves of one run is among the outcomes, with that
// reason. Edits no file. Used by one thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "scanner/pipelines/check.h"
#include "scanner/pipelines/definition_set.h"

namespace keyhound {

struct FixOptions {
  bool strict = false;                  // also findings of checks that are asked for
  RaisedChecks raised = {};             // by policies: as if they were asked for
  std::set<std::string> checks;         // ids; empty: all that have fixes
  std::set<std::string> disabled = {};  // ids of those that are not to be fixed
  std::set<std::string> paths;          // of the definitions to fix; empty: all
};

// A finding with what became of it.
struct FixOutcome {
  const Check* check = nullptr;
  std::uint32_t line = 0;  // of the text before all fixes, from 1
  std::string message;
  std::string reason;  // why it was not fixed; empty: it was
};

struct FixedDefinition {
  std::string path;
  std::string before;
  std::string after;                 // the same: nothing was fixed
  std::vector<FixOutcome> outcomes;  // by line

  [[nodiscard]] std::size_t fixed() const;
};

// Those with findings that have fixes, by path. The set is left as it was.
std::vector<FixedDefinition> fix_definitions(DefinitionSet& set, const FixOptions& options);

}  // namespace keyhound
