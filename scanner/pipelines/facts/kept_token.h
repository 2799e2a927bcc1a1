// SPDX-License-Identifier: Apache-2.0
// KeptTokens: which checkouts of a definition leave the job's token behind, and where. Immutable;
// borrows the definition.
#pragma once

#include <map>

#include "scanner/pipelines/facts/definition.h"

namespace keyhound {

class KeptTokens {
 public:
  explicit KeptTokens(const Definition& definition);

  // The first checkout of the job before `step` that leaves the token in the work tree; kNoFact:
  // none. A `step` of kNoFact is the end of the job.
  [[nodiscard]] FactIndex in_work_tree(FactIndex job, FactIndex step) const;

 private:
  std::map<FactIndex, FactIndex> first_;  // by job
};

// Whether a checkout that persists credentials writes them into the work tree: from its sixth
// version on, actions/checkout keeps them beside it.
bool keeps_token_in_work_tree(const Step& step);

// Whether the artifact takes the whole work tree with the token that a checkout left in it.
bool takes_kept_token(const Artifact& artifact, const KeptTokens& tokens);

}  // namespace keyhound
