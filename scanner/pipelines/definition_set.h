// SPDX-License-Identifier: Apache-2.0
// DefinitionSet: the definitions of one tree, by path, for checks that look across files (a called
// workflow, a composite action). References into it stay valid until replace().
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scanner/model/diagnostic.h"
#include "scanner/model/scan_result.h"
#include "scanner/pipelines/facts/definition.h"

namespace keyhound {

class DefinitionSet {
 public:
  // Sorts by path, and follows what definitions hand to one another (handed_secrets.h).
  explicit DefinitionSet(std::vector<Definition> definitions);

  [[nodiscard]] const std::vector<Definition>& definitions() const { return definitions_; }
  // nullptr: there is none.
  [[nodiscard]] const Definition* find(std::string_view path) const;
  // Puts another reading of a definition into the place of the one with its path; what pointed into
  // that one is void. REQUIRES: the set has the path.
  void replace(Definition changed);
  // What of the definitions was not followed to its end.
  [[nodiscard]] std::vector<Diagnostic> diagnostics() const;
  // How many of each platform, by platform.
  [[nodiscard]] std::vector<DefinitionCount> counts() const;

 private:
  std::vector<Definition> definitions_;
  std::string cut_at_;  // where secrets are handed on too often
};

}  // namespace keyhound
