// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/facts/later_values.h"

#include <algorithm>
#include <numeric>
#include <set>

#include "scanner/base/ascii.h"
#include "scanner/pipelines/facts/azure_set_variable.h"
#include "scanner/pipelines/facts/step_outputs.h"

namespace keyhound {
namespace {

constexpr std::string_view kNeeds = "needs.";
constexpr std::string_view kSteps = "steps.";
constexpr std::string_view kOutputs = ".outputs.";

// "build" of "needs.build.outputs.key", "login" of "steps.login.outputs.key"; empty: it is neither.
std::string_view owner_in(std::string_view name, std::string_view kind) {
  if (!name.starts_with(kind)) return {};
  name.remove_prefix(kind.size());
  const std::size_t end = name.find(kOutputs);
  return end == std::string_view::npos ? std::string_view() : name.substr(0, end);
}

std::map<std::string, FactIndex> jobs_by_id(const Definition& definition) {
  std::map<std::string, FactIndex> jobs;
  for (FactIndex i = 0; i < definition.jobs.size(); ++i) {
    const std::string& id = definition.jobs[i].id;
    if (!id.empty()) jobs.emplace(to_lower_ascii(id), i);  // without a name nobody can ask for it
  }
  return jobs;
}

// By job, those whose outputs it takes.
using Needs = std::map<FactIndex, std::set<FactIndex>>;

Needs needs_of(const Definition& definition) {
  const auto jobs = jobs_by_id(definition);
  Needs needs;
  const auto note = [&](FactIndex job, const std::vector<std::string>& names) {
    for (const std::string& name : names) {
      const auto needed = jobs.find(std::string(owner_in(name, kNeeds)));
      if (needed != jobs.end() && needed->second != job) needs[job].insert(needed->second);
    }
  };
  for (const Binding& one : definition.bindings) note(one.scope.job, one.variables);
  for (const Script& script : definition.scripts)
    for (const TemplateRange& one : script.templates) note(script.scope.job, one.variables);
  return needs;
}

// The place of each job in an order in which what is needed comes first.
std::vector<std::size_t> ranks_of(std::size_t jobs, const Needs& needs) {
  std::map<FactIndex, std::vector<FactIndex>> needed_by;
  std::vector<std::size_t> open(jobs, 0);
  for (const auto& [job, needed] : needs) {
    if (job >= jobs) continue;
    open[job] = needed.size();
    for (const FactIndex one : needed) needed_by[one].push_back(job);
  }
  std::set<FactIndex> ready;
  for (FactIndex i = 0; i < jobs; ++i)
    if (open[i] == 0) ready.insert(i);
  std::vector<std::size_t> ranks(jobs, jobs);
  std::size_t rank = 0;
  while (!ready.empty()) {
    const FactIndex job = *ready.begin();
    ready.erase(ready.begin());
    ranks[job] = rank++;
    for (const FactIndex other : needed_by[job])
      if (--open[other] == 0) ready.insert(other);
  }
  return ranks;
}

}  // namespace

std::string needed_variable(std::string_view job, std::string_view output) {
  return std::string(kNeeds) + to_lower_ascii(job) + std::string(kOutputs) + to_lower_ascii(output);
}

std::vector<std::size_t> script_order(const Definition& definition) {
  std::vector<std::size_t> order(definition.scripts.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const Needs needs = needs_of(definition);
  if (needs.empty()) return order;
  const auto ranks = ranks_of(definition.jobs.size(), needs);
  const auto rank_of = [&](std::size_t script) {
    const FactIndex job = definition.scripts[script].scope.job;
    return job < ranks.size() ? ranks[job] + 1 : 0;
  };
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return rank_of(a) < rank_of(b); });
  return order;
}

LaterValues::LaterValues(const Definition& definition)
    : definition_(definition), jobs_(jobs_by_id(definition)) {
  for (FactIndex i = 0; i < definition.steps.size(); ++i) {
    const Step& step = definition.steps[i];
    if (!step.id.empty()) steps_.emplace(JobName{step.job, to_lower_ascii(step.id)}, i);
  }
  for (const Binding& one : definition.bindings) {
    if (one.kind == BindingKind::kOutput && one.scope.job < definition.jobs.size())
      job_outputs_.emplace(needed_variable(definition.jobs[one.scope.job].id, one.name), &one);
  }
}

void LaterValues::note(const Script& script) {
  if (script.uses.empty() || script.scope.step == kNoFact) return;
  const Step& step = definition_.steps[script.scope.step];
  if (!step.id.empty()) {
    for (SecretOutput& one : secret_outputs(script))
      outputs_[{script.scope.job, output_variable(step.id, one.name)}] =
          limited(std::move(one.references));
  }
  for (SecretOutput& one : secret_variables(script))
    give(script.scope, one.name, std::move(one.references));
  note_azure(script);
}

void LaterValues::note_azure(const Script& script) {
  for (AzureSetVariable& one : azure_set_variables(script)) {
    if (one.references.empty()) continue;
    const std::string& id = definition_.steps[script.scope.step].id;
    one.references = limited(std::move(one.references));
    if (one.is_output && !id.empty())
      outputs_[{script.scope.job, to_lower_ascii(id + "." + one.name)}] = one.references;
    give(script.scope, one.name, std::move(one.references));
  }
}

void LaterValues::give(Scope scope, std::string_view name, References references) {
  auto& given = variables_[{scope.job, to_upper_ascii(name)}];
  if (!given.empty() && given.back().step == scope.step) {
    References& all = given.back().references;
    all.insert(all.end(), references.begin(), references.end());
    all = limited(std::move(all));
  } else {
    given.push_back({scope.step, limited(std::move(references))});
  }
}

const References* LaterValues::output(FactIndex job, const std::string& name) const {
  const auto found = outputs_.find({job, name});
  if (found != outputs_.end()) return &found->second;
  // Azure: the output "login.key" of another job.
  const auto needed = jobs_.find(std::string(owner_in(name, kNeeds)));
  if (needed == jobs_.end()) return nullptr;
  const std::string rest = name.substr(kNeeds.size() + needed->first.size() + kOutputs.size());
  const auto there = outputs_.find({needed->second, rest});
  return there == outputs_.end() ? nullptr : &there->second;
}

const Binding* LaterValues::job_output(const std::string& name) const {
  const auto found = job_outputs_.find(name);
  return found == job_outputs_.end() ? nullptr : found->second;
}

const References* LaterValues::variable(Scope scope, std::string_view name) const {
  if (variables_.empty() || scope.step == kNoFact) return nullptr;
  const auto found = variables_.find({scope.job, to_upper_ascii(name)});
  if (found == variables_.end()) return nullptr;
  const auto& given = found->second;
  const auto behind =
      std::lower_bound(given.begin(), given.end(), scope.step,
                       [](const Given& one, FactIndex step) { return one.step < step; });
  return behind == given.begin() ? nullptr : &std::prev(behind)->references;
}

FactIndex LaterValues::step_of_output(FactIndex job, std::string_view name) const {
  const auto found = steps_.find({job, std::string(owner_in(name, kSteps))});
  return found == steps_.end() ? kNoFact : found->second;
}

}  // namespace keyhound
