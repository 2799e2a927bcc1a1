// SPDX-License-Identifier: Apache-2.0
// Contexts of CircleCI, which hand a job every secret that they hold: which jobs of a workflow have
// one, and which of those speak of a variable that may come from it. What programs read without a
// word of it cannot be known. Pure, thread-safe.
// https://circleci.com/docs/guides/security/contexts/
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "scanner/pipelines/facts/definition.h"

namespace keyhound {

struct SharedContext {
  std::string name;
  std::string workflow;
  std::size_t jobs = 0;               // of the workflow that have it
  std::vector<FactIndex> not_needed;  // references to it, of jobs that speak of no variable
};

// Those that several jobs of one workflow have, in the order of the definition.
std::vector<SharedContext> shared_contexts(const Definition& definition);

}  // namespace keyhound
