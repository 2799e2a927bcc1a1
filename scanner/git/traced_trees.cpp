// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/traced_trees.h"

#include <algorithm>

namespace keyhound {

// What can be said of a tree without looking at its subtrees; kOpen: nothing.
TracedTrees::Answer TracedTrees::start(NodeNumber tree) {
  if (tree >= answers_.size()) return Answer::kYes;
  Answer& answer = answers_[tree];
  if (answer == Answer::kOpen) return Answer::kYes;  // a circle
  if (answer != Answer::kUnknown) return answer;
  const auto edges = index_.edges(tree);
  const bool has_some =
      !index_.holds(tree) || index_.is_broken(tree) ||
      std::any_of(edges.begin(), edges.end(), [](const TreeEdge& edge) { return !edge.is_tree(); });
  answer = has_some ? Answer::kYes : edges.empty() ? Answer::kNo : Answer::kOpen;
  return answer;
}

bool TracedTrees::holds_some(NodeNumber tree) {
  const Answer first = start(tree);
  if (first != Answer::kOpen) return first == Answer::kYes;
  steps_.push_back({tree, 0});
  while (!steps_.empty()) {
    Step& step = steps_.back();
    const auto edges = index_.edges(step.tree);
    if (step.next == edges.size()) {
      answers_[step.tree] = Answer::kNo;
      steps_.pop_back();
      continue;
    }
    const NodeNumber below = edges[step.next++].target;
    const Answer answer = start(below);
    if (answer == Answer::kOpen) {
      steps_.push_back({below, 0});
    } else if (answer == Answer::kYes) {
      // It is true of all that led here.
      for (const Step& above : steps_) answers_[above.tree] = Answer::kYes;
      steps_.clear();
    }
  }
  return answers_[tree] == Answer::kYes;
}

}  // namespace keyhound
