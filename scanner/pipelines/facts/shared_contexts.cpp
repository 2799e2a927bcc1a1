// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/facts/shared_contexts.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>
#include <utility>

namespace keyhound {
namespace {

// Steps that CircleCI has itself, and that read no variable.
constexpr std::array<std::string_view, 13> kOwnSteps = {"add_ssh_keys",
                                                        "attach_workspace",
                                                        "checkout",
                                                        "deploy",
                                                        "persist_to_workspace",
                                                        "restore_cache",
                                                        "run",
                                                        "save_cache",
                                                        "setup_remote_docker",
                                                        "store_artifacts",
                                                        "store_test_results",
                                                        "unless",
                                                        "when"};

// Which jobs may read a variable that the definition does not give them.
class JobNeeds {
 public:
  explicit JobNeeds(const Definition& definition) : definition_(definition) {
    for (const SecretReference& one : definition.references)
      if (one.kind != "context") needing_.insert(one.scope.job);
    for (FactIndex i = 0; i < definition.jobs.size(); ++i)
      if (definition.jobs[i].is_template) commands_.emplace(definition.jobs[i].id, i);
    for (FactIndex i = 0; i < definition.steps.size(); ++i)
      steps_[definition.steps[i].job].push_back(i);
    spread();
  }

  [[nodiscard]] bool may_need(FactIndex job) const {
    // Of an orb: its steps are not known.
    return needing_.contains(job) || !steps_.contains(job);
  }

 private:
  // A command of the file needs what its steps need, and whoever calls it does.
  void spread() {
    constexpr int kDeepestCommands = 8;
    for (int depth = 0; depth < kDeepestCommands; ++depth) {
      const std::size_t before = needing_.size();
      for (const auto& [job, steps] : steps_)
        if (std::any_of(steps.begin(), steps.end(), [&](FactIndex one) { return may_read(one); }))
          needing_.insert(job);
      if (needing_.size() == before) return;
    }
  }

  [[nodiscard]] bool may_read(FactIndex step) const {
    const std::string& uses = definition_.steps[step].uses;
    if (uses.empty() || std::find(kOwnSteps.begin(), kOwnSteps.end(), uses) != kOwnSteps.end())
      return false;
    const auto command = commands_.find(uses);
    return command == commands_.end() || needing_.contains(command->second);
  }

  const Definition& definition_;
  std::set<FactIndex> needing_;
  std::map<std::string_view, FactIndex> commands_;
  std::map<FactIndex, std::vector<FactIndex>> steps_;  // by job
};

// "main" of workflows/main/jobs/0/deploy/context.
std::string_view workflow_of(std::string_view key_path) {
  constexpr std::string_view kWorkflows = "workflows/";
  if (!key_path.starts_with(kWorkflows)) return {};
  key_path.remove_prefix(kWorkflows.size());
  return key_path.substr(0, key_path.find("/jobs/"));
}

}  // namespace

std::vector<SharedContext> shared_contexts(const Definition& definition) {
  std::vector<SharedContext> found;
  const bool has_any =
      std::any_of(definition.references.begin(), definition.references.end(),
                  [](const SecretReference& one) { return one.kind == "context"; });
  if (!has_any) return found;
  std::map<std::pair<std::string_view, std::string_view>, std::size_t> places;
  std::map<std::size_t, std::set<FactIndex>> jobs;
  const JobNeeds needs(definition);
  for (FactIndex i = 0; i < definition.references.size(); ++i) {
    const SecretReference& one = definition.references[i];
    const std::string_view workflow = workflow_of(one.key_path);
    if (one.kind != "context" || workflow.empty()) continue;
    const auto [place, is_new] = places.try_emplace({workflow, one.id}, found.size());
    if (is_new) found.push_back({one.name, std::string(workflow), 0, {}});
    SharedContext& context = found[place->second];
    // A job may run several times in one workflow.
    if (!jobs[place->second].insert(one.scope.job).second) continue;
    ++context.jobs;
    if (!needs.may_need(one.scope.job)) context.not_needed.push_back(i);
  }
  std::erase_if(found, [](const SharedContext& one) { return one.jobs < 2; });
  return found;
}

}  // namespace keyhound
