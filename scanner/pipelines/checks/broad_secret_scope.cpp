// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "scanner/pipelines/check.h"
#include "scanner/pipelines/facts/variable_mentions.h"
#include "scanner/pipelines/finding_builder.h"

namespace keyhound {
namespace {

bool holds_kept_secret(const Definition& definition, const Binding& binding) {
  return std::any_of(binding.references.begin(), binding.references.end(), [&](FactIndex index) {
    const SecretReference& reference = definition.references[index];
    return is_kept_secret(reference) && !reference.is_whole_store;
  });
}

void run(const CheckContext& context, std::vector<PipelineFinding>& findings) {
  if (!context.strict) return;
  const Definition& definition = context.definition;
  std::map<FactIndex, std::size_t> steps;
  for (const Step& step : definition.steps) ++steps[step.job];
  const VariableMentions mentions(definition);
  for (const Binding& binding : definition.bindings) {
    if (binding.kind != BindingKind::kEnvironment || binding.scope.step != kNoFact) continue;
    const bool is_of_job = binding.scope.job != kNoFact;
    const std::size_t exposed = is_of_job ? steps[binding.scope.job] : definition.steps.size();
    const bool is_broad = is_of_job ? exposed > 1 : definition.jobs.size() > 1;
    if (!is_broad || exposed < 2 || !holds_kept_secret(definition, binding)) continue;
    const std::size_t used = mentions.of(binding).size();
    findings.push_back(
        finding_at(binding, Level::kNote,
                   fmt::format("{} is exposed to {} steps{}, and {} of them mention{} it",
                               names_of(definition, binding.references), exposed,
                               is_of_job ? in_scope(definition, binding.scope)
                                         : fmt::format(" in {} jobs", definition.jobs.size()),
                               used == 0 ? "none" : std::to_string(used), used < 2 ? "s" : "")));
  }
}

}  // namespace

extern const Check kBroadSecretScopeCheck;
const Check kBroadSecretScopeCheck = {
    .info = {.id = "broad-secret-scope",
             .number = "P26",
             .title = "A secret is given to more steps than need it",
             .description =
                 "A secret in the environment of a workflow or job is there for every process of "
                 "every step, those of actions and of dependencies' install scripts too.",
             .remedy = "Give the secret to the steps that need it, in their own environment.",
             .level = Level::kNote,
             .strict_only = true,
             .weaknesses = "CWE-266 CICD-SEC-6 NHI5",
             .reference = "https://docs.github.com/en/actions/reference/security/secure-use"},
    .run = run,
};

}  // namespace keyhound
