// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/facts/environment_index.h"

#include "scanner/base/ascii.h"

namespace keyhound {

bool is_environment(const Binding& binding) {
  return binding.kind == BindingKind::kEnvironment || binding.kind == BindingKind::kVariable ||
         binding.kind == BindingKind::kImageEnvironment ||
         binding.kind == BindingKind::kBuildArgument;
}

EnvironmentIndex::EnvironmentIndex(const Definition& definition) : definition_(&definition) {
  FactIndex index = 0;
  for (const Binding& one : definition.bindings) {
    if (is_environment(one)) {
      bindings_[{one.name, one.scope.job, one.scope.step}] = index;
      folded_[{to_upper_ascii(one.name), one.scope.job, one.scope.step}] = index;
    }
    ++index;
  }
}

const Binding* EnvironmentIndex::find(Scope scope, std::string_view name, Case letters) const {
  const std::string folded = letters == Case::kIgnored ? to_upper_ascii(name) : std::string();
  for (const Scope& seen : {scope, Scope{scope.job, kNoFact}, Scope{}}) {
    if (letters == Case::kMatters) {
      const auto found = bindings_.find({name, seen.job, seen.step});
      if (found != bindings_.end()) return &definition_->bindings[found->second];
    } else {
      const auto found = folded_.find({folded, seen.job, seen.step});
      if (found != folded_.end()) return &definition_->bindings[found->second];
    }
  }
  return nullptr;
}

}  // namespace keyhound
