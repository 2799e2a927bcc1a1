// SPDX-License-Identifier: Apache-2.0
// StepInputs: the inputs of the steps of a definition, by step. Immutable; borrows the definition.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/pipelines/facts/definition.h"

namespace keyhound {

class StepInputs {
 public:
  explicit StepInputs(const Definition& definition);

  // By name without regard to case; nullptr: it is not given.
  [[nodiscard]] const Binding* find(FactIndex step, std::string_view name) const;
  // All, in the order of the definition.
  [[nodiscard]] const std::vector<const Binding*>& of(FactIndex step) const;

 private:
  std::map<FactIndex, std::vector<const Binding*>> inputs_;
};

}  // namespace keyhound
