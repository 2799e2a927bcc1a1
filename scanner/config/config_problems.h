// SPDX-License-Identifier: Apache-2.0
// ConfigProblems: what is wrong with a configuration, one line a problem. One per reading.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/result.h"

namespace keyhound {

class ConfigProblems {
 public:
  void add(std::string line);
  [[nodiscard]] bool empty() const { return count_ == 0; }
  // kConfiguration with the first lines and how many there are more; success when there is none.
  [[nodiscard]] Status status() const;

 private:
  std::vector<std::string> lines_;
  std::size_t count_ = 0;
};

// "; did you mean "disable"?" where one of `known` is near, else nothing.
std::string meant(std::string_view written, const std::vector<std::string_view>& known);

}  // namespace keyhound
