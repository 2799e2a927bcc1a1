// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>

#include "scanner/pipelines/check.h"
#include "scanner/pipelines/facts/shared_contexts.h"
#include "scanner/pipelines/facts/variable_mentions.h"
#include "scanner/pipelines/finding_builder.h"
#include "scanner/pipelines/platform.h"

namespace keyhound {
namespace {

bool holds_kept_secret(const Definition& definition, const Binding& binding) {
  return std::any_of(binding.references.begin(), binding.references.end(), [&](FactIndex index) {
    const SecretReference& reference = definition.references[index];
    return is_kept_secret(reference) && !reference.is_whole_store;
  });
}

// A secret and the variables that one place of the definition makes of it: Jenkins has NAME and
// NAME_PSW of one `credentials()`.
struct BroadSecret {
  const Binding* binding = nullptr;
  std::size_t exposed = 0;    // steps
  std::set<FactIndex> users;  // steps
};

std::vector<BroadSecret> broad_secrets(const Definition& definition) {
  std::map<FactIndex, std::size_t> steps;
  for (const Step& step : definition.steps) ++steps[step.job];
  const VariableMentions mentions(definition);
  std::vector<BroadSecret> found;
  std::map<std::tuple<FactIndex, std::uint32_t, std::string>, std::size_t> places;
  for (const Binding& binding : definition.bindings) {
    if (binding.kind != BindingKind::kEnvironment || binding.scope.step != kNoFact) continue;
    const bool is_of_job = binding.scope.job != kNoFact;
    const std::size_t exposed = is_of_job ? steps[binding.scope.job] : definition.steps.size();
    const bool is_broad = is_of_job ? exposed > 1 : definition.jobs.size() > 1;
    if (!is_broad || exposed < 2 || !holds_kept_secret(definition, binding)) continue;
    const auto [place, is_new] = places.try_emplace(
        {binding.scope.job, binding.name_range.begin, names_of(definition, binding.references)},
        found.size());
    if (is_new) found.push_back({&binding, exposed, {}});
    const auto users = mentions.of(binding);
    found[place->second].users.insert(users.begin(), users.end());
  }
  return found;
}

std::string use_of(const Definition& definition, std::size_t users) {
  // The code between Jenkins's scripts may use it, too.
  if (users == 0 && definition.platform->id == "jenkins") return {};
  return fmt::format(", and {} of them mention{} it", users == 0 ? "none" : std::to_string(users),
                     users < 2 ? "s" : "");
}

// A context that some jobs of a workflow need and others do not.
void find_broad_contexts(const Definition& definition, std::vector<PipelineFinding>& findings) {
  for (const SharedContext& one : shared_contexts(definition)) {
    const std::size_t users = one.jobs - one.not_needed.size();
    if (users == 0 || one.not_needed.empty()) continue;
    const SecretReference& first = definition.references[one.not_needed.front()];
    PipelineFinding finding =
        finding_at(first, Level::kNote,
                   fmt::format("the context '{}' is given to {} jobs of the workflow '{}', and {} "
                               "of them read{} a variable that it may hold",
                               one.name, one.jobs, one.workflow, users, users == 1 ? "s" : ""));
    finding.remedy =
        "Give the context to the jobs that need it; a context of its own for each purpose keeps "
        "it small.";
    for (std::size_t i = 1; i < one.not_needed.size(); ++i)
      finding.related.push_back(definition.references[one.not_needed[i]].range);
    findings.push_back(std::move(finding));
  }
}

void run(const CheckContext& context, std::vector<PipelineFinding>& findings) {
  if (!context.strict) return;
  const Definition& definition = context.definition;
  find_broad_contexts(definition, findings);
  for (const BroadSecret& one : broad_secrets(definition)) {
    const Binding& binding = *one.binding;
    const bool is_of_job = binding.scope.job != kNoFact;
    findings.push_back(
        finding_at(binding, Level::kNote,
                   fmt::format("{} is exposed to {} steps{}{}",
                               names_of(definition, binding.references), one.exposed,
                               is_of_job ? in_scope(definition, binding.scope)
                                         : fmt::format(" in {} jobs", definition.jobs.size()),
                               use_of(definition, one.users.size()))));
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
                 "every step, those of actions and of dependencies' install scripts too; a context "
                 "of CircleCI for every job that has it.",
             .remedy = "Give the secret to the steps that need it, in their own environment.",
             .level = Level::kNote,
             .strict_only = true,
             .weaknesses = "CWE-266 CICD-SEC-6 NHI5",
             .reference = "https://docs.github.com/en/actions/reference/security/secure-use"},
    .run = run,
};

}  // namespace keyhound
