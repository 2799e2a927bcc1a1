// SPDX-License-Identifier: Apache-2.0
// The expressions in values of GitHub workflows and actions, as references. Names of secrets do not
// depend on case there.
#pragma once

#include <vector>

#include "scanner/model/diagnostic.h"
#include "scanner/pipelines/facts/definition_builder.h"

namespace keyhound {

class GithubBuilder : public DefinitionBuilder {
 public:
  GithubBuilder(const DefinitionSource& source, Definition& into);

  // An expression beyond GitHub's limits, which is not read.
  void refuse(TextRange place) { refused_.push_back(place); }
  void tell_refused(std::vector<Diagnostic>& diagnostics) const;

 private:
  std::vector<TextRange> refused_;
};

}  // namespace keyhound
