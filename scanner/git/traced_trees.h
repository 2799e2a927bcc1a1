// SPDX-License-Identifier: Apache-2.0
// Private to scanner/git: TracedTrees knows whether a tree, or one below it, holds something that
// is traced, and looks only as far as it is asked. One per thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "scanner/git/pack/tree_index.h"

namespace keyhound {

class TracedTrees {
 public:
  // REQUIRES: both outlive this.
  TracedTrees(const DeltaForest& forest, const TreeIndex& index)
      : index_(index), answers_(forest.size(), Answer::kUnknown) {}

  // Traced is what is no tree, and a tree that cannot be read (whole). A tree that leads back to
  // itself, as no honest one can, counts as holding something.
  bool holds_some(NodeNumber tree);

 private:
  enum class Answer : std::uint8_t { kUnknown, kOpen, kNo, kYes };
  struct Step {
    NodeNumber tree = kNoNode;
    std::size_t next = 0;  // edge to be looked at
  };
  Answer start(NodeNumber tree);

  const TreeIndex& index_;
  std::vector<Answer> answers_;  // by node
  std::vector<Step> steps_;
};

}  // namespace keyhound
