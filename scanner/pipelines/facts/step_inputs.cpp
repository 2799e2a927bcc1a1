// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/facts/step_inputs.h"

#include <algorithm>

#include "scanner/base/ascii.h"

namespace keyhound {

StepInputs::StepInputs(const Definition& definition) {
  for (const Binding& one : definition.bindings) {
    const bool is_input =
        one.kind == BindingKind::kInput || one.kind == BindingKind::kRegistryPassword;
    if (is_input && one.scope.step != kNoFact) inputs_[one.scope.step].push_back(&one);
  }
}

const std::vector<const Binding*>& StepInputs::of(FactIndex step) const {
  static const std::vector<const Binding*> kNone;
  const auto found = inputs_.find(step);
  return found == inputs_.end() ? kNone : found->second;
}

const Binding* StepInputs::find(FactIndex step, std::string_view name) const {
  const std::string wanted = to_lower_ascii(name);
  const auto& inputs = of(step);
  const auto found = std::find_if(inputs.begin(), inputs.end(), [&](const Binding* one) {
    return to_lower_ascii(one->name) == wanted;
  });
  return found == inputs.end() ? nullptr : *found;
}

}  // namespace keyhound
