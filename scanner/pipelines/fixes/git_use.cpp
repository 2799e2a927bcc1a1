// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/fixes/git_use.h"

#include <algorithm>
#include <array>

#include "scanner/base/ascii.h"
#include "scanner/pipelines/finding_builder.h"
#include "scanner/pipelines/scripts/command_name.h"

namespace keyhound {
namespace {

constexpr int kMostDepth = 4;  // of actions of the repository that use one another

constexpr std::array<std::string_view, 8> kRemoteParts = {
    "push", "pull", "fetch", "submodule", "ls-remote", "lfs", "remote", "subtree"};

// Programs that push, by what their calls hold.
constexpr std::array<std::string_view, 14> kPushingPrograms = {
    "semantic-release", "gh-deploy",   "gh-pages",        "lerna",         "changeset",
    "release-it",       "mike deploy", "cargo release",   "cargo-release", "standard-version",
    "release-please",   "git-auto",    "bump-my-version", "bump2version"};

// Words in the names of actions that push to the repository that they run in, or fetch from it.
constexpr std::array<std::string_view, 22> kGitActions = {
    "changed-files", "paths-filter", "set-shas",     "submodule", "mirror", "lint-action",
    "commit",        "push",         "pull-request", "release",   "tag",    "gh-pages",
    "pages",         "semantic",     "changeset",    "version",   "bump",   "backport",
    "sync",          "git-",         "deploy",       "merge"};

template <class Words>
std::string_view word_in(std::string_view text, const Words& words) {
  for (const std::string_view word : words)
    if (text.find(word) != std::string_view::npos) return word;
  return {};
}

// The part of git that a command runs: "push" of `git -C docs push`.
std::string git_part(const ScriptCommand& command) {
  for (std::size_t i = command_word(command) + 1; i < command.words.size(); ++i) {
    const std::string& word = command.words[i].text;
    if (word == "-C" || word == "-c") {
      ++i;
    } else if (!word.starts_with('-')) {
      return word;
    }
  }
  return {};
}

// What a script does with a remote repository; empty: nothing that is seen.
std::string git_use(const Script& script) {
  for (const ScriptCommand& command : script.commands.commands) {
    if (command_name(command) != "git") continue;
    const std::string part = git_part(command);
    if (std::find(kRemoteParts.begin(), kRemoteParts.end(), part) != kRemoteParts.end())
      return "git " + part;
  }
  const std::string_view program = word_in(script.text.text, kPushingPrograms);
  if (!program.empty()) return std::string(program);
  // Of languages that are not read, and of commands inside of strings.
  for (const std::string_view part : kRemoteParts) {
    const std::string call = "git " + std::string(part);
    if (script.text.text.find(call) != std::string::npos) return call;
  }
  return {};
}

// Actions that sound like it, but push images or ask the platform's interface.
constexpr std::array<std::string_view, 5> kQuietActions = {
    "actions/", "docker/", "goreleaser/goreleaser-action", "softprops/action-gh-release",
    "ncipollo/release-action"};

bool is_quiet(std::string_view action) {
  return std::any_of(kQuietActions.begin(), kQuietActions.end(),
                     [&](std::string_view one) { return action.starts_with(one); });
}

using StepUses = std::vector<std::pair<FactIndex, std::string>>;  // by step

// Finds the uses of all steps of a definition; actions of the repository are looked into once.
class GitUseFinder {
 public:
  explicit GitUseFinder(const DefinitionSet& set) : set_(set) {}

  StepUses find(const Definition& definition, int depth) {
    StepUses uses;
    FactIndex index = 0;
    for (const Step& step : definition.steps) {
      std::string use = step.uses.empty() ? std::string() : use_of_action(definition, step, depth);
      if (!use.empty()) uses.emplace_back(index, std::move(use));
      ++index;
    }
    for (const Script& script : definition.scripts) {
      if (script.scope.step == kNoFact) continue;
      const std::string use = git_use(script);
      if (!use.empty())
        uses.emplace_back(script.scope.step,
                          "step " + definition.steps[script.scope.step].name + " runs " + use);
    }
    std::sort(uses.begin(), uses.end());
    return uses;
  }

 private:
  std::string use_of_action(const Definition& definition, const Step& step, int depth) {
    const std::string action = action_name(step.uses);
    if (action.starts_with("docker://") || is_quiet(action)) return {};
    if (action.starts_with("./") || action.starts_with("$/"))
      return use_of_local(definition, step, depth);
    const std::string_view word =
        word_in(std::string_view(action).substr(action.find('/') + 1), kGitActions);
    return word.empty() ? std::string() : step.uses + " may use the token with git";
  }

  // An action of the repository: what its own steps do.
  std::string use_of_local(const Definition& definition, const Step& step, int depth) {
    const Definition* action = local_action(definition, step);
    std::string unknown = "what " + step.uses + " does with git is not known";
    if (action == nullptr || action->steps.empty() || depth == kMostDepth) return unknown;
    if (const auto known = known_.find(action); known != known_.end()) return known->second;
    known_[action] = unknown;  // while it is looked into: it may use itself
    StepUses uses = find(*action, depth + 1);
    return known_[action] = uses.empty() ? std::string() : std::move(uses.front().second);
  }

  const Definition* local_action(const Definition& definition, const Step& step) const {
    std::string folder = step.uses.substr(2);
    while (folder.ends_with('/')) folder.pop_back();
    // Paths of actions count from the root of the repository.
    const std::size_t root = definition.path.rfind(".github/");
    if (root == std::string::npos) return nullptr;
    for (const char* name : {"/action.yml", "/action.yaml"}) {
      const Definition* found = set_.find(definition.path.substr(0, root) + folder + name);
      if (found != nullptr) return found;
    }
    return nullptr;
  }

  const DefinitionSet& set_;
  std::map<const Definition*, std::string> known_;
};

}  // namespace

GitUses::GitUses(const DefinitionSet& set, const Definition& definition) {
  for (auto& [step, use] : GitUseFinder(set).find(definition, 0))
    by_job_[definition.steps[step].job].emplace_back(step, std::move(use));
  for (const Step& step : definition.steps) jobs_.push_back(step.job);
}

std::string GitUses::behind(FactIndex step) const {
  const auto job = by_job_.find(jobs_[step]);
  if (job == by_job_.end()) return {};
  const auto next = std::upper_bound(
      job->second.begin(), job->second.end(), step,
      [](FactIndex at, const std::pair<FactIndex, std::string>& one) { return at < one.first; });
  return next == job->second.end() ? std::string() : next->second;
}

}  // namespace keyhound
