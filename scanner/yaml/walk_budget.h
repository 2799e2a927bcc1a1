// SPDX-License-Identifier: Apache-2.0
// YamlWalkBudget: bounds a walk that follows aliases. A file of n nodes can describe a tree of 2^n;
// a walker takes one visit for each node that it comes to, however it comes to it, and stops when
// there are none left. One per walk (or per file, for several short ones), one thread.
#pragma once

#include <cstddef>

namespace keyhound {

class YamlWalkBudget {
 public:
  explicit YamlWalkBudget(std::size_t visits) : left_(visits) {}

  // False: the budget is spent, and from then on always. What was not visited must be told.
  [[nodiscard]] bool take(std::size_t visits = 1) {
    is_spent_ = is_spent_ || visits > left_;
    if (is_spent_) return false;
    left_ -= visits;
    return true;
  }
  [[nodiscard]] bool is_spent() const { return is_spent_; }

 private:
  std::size_t left_;
  bool is_spent_ = false;
};

}  // namespace keyhound
