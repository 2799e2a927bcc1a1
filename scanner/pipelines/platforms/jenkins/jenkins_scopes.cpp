// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/platforms/jenkins/jenkins_scopes.h"

namespace keyhound {

JenkinsPlace JenkinsScopes::enter(const JenkinsPlace& outer, Scope scope, std::string path) {
  JenkinsPlace inner;
  inner.scope = scope;
  inner.path = std::move(path);
  const bool is_new_job = scope.job != outer.scope.job;
  if (is_new_job) {
    copy(outer.of_job, scope, inner.of_job);
    copy(outer.of_step, scope, inner.of_job);
  } else {
    inner.of_job = outer.of_job;
    copy(outer.of_step, scope, inner.of_step);
  }
  return inner;
}

FactIndex JenkinsScopes::bind(JenkinsPlace& place, Binding binding) {
  binding.scope = place.scope;
  const bool is_secret = !binding.references.empty();
  const std::string name = binding.name;
  const FactIndex index = builder_.add(std::move(binding));
  newest_[name] = index;
  const bool is_global = place.scope == Scope{};
  if (is_secret && !is_global)
    (place.scope.step == kNoFact ? place.of_job : place.of_step).push_back(index);
  return index;
}

const std::vector<FactIndex>& JenkinsScopes::references_of(const std::string& name) const {
  static const std::vector<FactIndex> kNone;
  const auto found = newest_.find(name);
  return found == newest_.end() ? kNone : builder_.definition().bindings[found->second].references;
}

// A copy has no value: what is to be said of it is said of the original.
void JenkinsScopes::copy(const std::vector<FactIndex>& bindings, Scope scope,
                         std::vector<FactIndex>& into) {
  for (const FactIndex index : bindings) {
    if (++copies_ > kMostCopies) return;
    const Binding& original = builder_.definition().bindings[index];
    Binding binding;
    binding.kind = original.kind;
    binding.scope = scope;
    binding.name = original.name;
    binding.name_range = original.name_range;
    binding.value.whole = original.value.whole;
    binding.key_path = original.key_path;
    binding.references = original.references;
    into.push_back(builder_.add(std::move(binding)));
  }
}

}  // namespace keyhound
