// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/facts/visible_secrets.h"

#include <algorithm>

#include "scanner/pipelines/facts/environment_index.h"
#include "scanner/pipelines/finding_builder.h"

namespace keyhound {
namespace {

bool is_same_secret(const SecretReference& a, const SecretReference& b) {
  return a.store == b.store && a.id == b.id && a.field == b.field;
}

}  // namespace

VisibleSecrets::VisibleSecrets(const Definition& definition, Reach reach) {
  if (reach == Reach::kAny) {
    for (FactIndex i = 0; i < definition.references.size(); ++i)
      add(definition, definition.references[i].scope, i);
    return;
  }
  for (const Binding& binding : definition.bindings) {
    if (!is_environment(binding)) continue;
    for (const FactIndex one : binding.references) add(definition, binding.scope, one);
  }
}

void VisibleSecrets::add(const Definition& definition, Scope scope, FactIndex reference) {
  const SecretReference& added = definition.references[reference];
  if (!is_kept_secret(added) || added.is_tested) return;
  std::vector<FactIndex>& all = visible_[scope];
  if (all.size() == kMost) return;
  const bool is_known = std::any_of(all.begin(), all.end(), [&](FactIndex one) {
    return is_same_secret(definition.references[one], added);
  });
  if (!is_known) all.push_back(reference);
}

std::vector<FactIndex> VisibleSecrets::in(Scope scope) const {
  std::vector<Scope> seen = {scope};
  if (scope.step != kNoFact) seen.push_back({scope.job, kNoFact});
  if (scope.job != kNoFact) seen.push_back({});
  std::vector<FactIndex> all;
  for (const Scope& one : seen) {
    const auto found = visible_.find(one);
    if (found != visible_.end()) all.insert(all.end(), found->second.begin(), found->second.end());
  }
  return all;
}

}  // namespace keyhound
