// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/platforms/github/github_steps.h"

#include <array>

#include "scanner/base/ascii.h"
#include "scanner/pipelines/called_definitions.h"
#include "scanner/pipelines/facts/exec_script.h"
#include "scanner/pipelines/finding_builder.h"
#include "scanner/pipelines/platforms/github/github_conditions.h"
#include "scanner/pipelines/platforms/github/github_stores.h"
#include "scanner/pipelines/source_text_builder.h"

namespace keyhound {
namespace {

// Whether a checkout's ref or repository is that of whoever caused the run.
bool is_untrusted_ref(std::string_view text) {
  const std::string lower = to_lower_ascii(text);
  for (const std::string_view mark :
       {"pull_request.head", "github.head_ref", "refs/pull/", "workflow_run.head_", "head.sha",
        "head.ref", "merge_commit_sha", "issue.number", "head.repo"}) {
    if (lower.find(mark) != std::string::npos) return true;
  }
  return false;
}

void read_checkout(DefinitionBuilder& builder, const YamlNode* with, Step& step) {
  step.is_checkout = true;
  const YamlNode* persist = at(with, "persist-credentials");
  step.persists_credentials = !is_false(persist);
  if (persist != nullptr) step.persists_range = builder.range_of(*persist);
  step.checks_out_untrusted = is_untrusted_ref(text_of(at(with, "ref"))) ||
                              is_untrusted_ref(text_of(at(with, "repository")));
}

// upload-artifact left out files that begin with a dot from 4.4 on, and in 3.2.
bool uploads_hidden_files(std::string_view revision, const YamlNode* with) {
  if (const YamlNode* hidden = at(with, "include-hidden-files")) return is_true(hidden);
  const bool is_old = major_version(revision) > 0 && major_version(revision) < 3;
  return is_old || revision.starts_with("v3.1") || revision.starts_with("v3.0") ||
         revision.starts_with("v4.0") || revision.starts_with("v4.1") ||
         revision.starts_with("v4.2") || revision.starts_with("v4.3");
}

void read_upload(DefinitionBuilder& builder, Scope scope, const Step& step, const YamlNode* with,
                 std::string_view path) {
  const YamlNode* files = at(with, "path");
  if (files == nullptr) return;
  Artifact artifact;
  artifact.scope = scope;
  artifact.name = std::string(text_of(at(with, "name")));
  artifact.paths = builder.paths(files);
  artifact.key_path = key_path(path, "with/path");
  artifact.range = builder.range_of(*files);
  artifact.includes_hidden = uploads_hidden_files(action_revision(step.uses), with);
  builder.definition().artifacts.push_back(std::move(artifact));
}

void read_cache(DefinitionBuilder& builder, Scope scope, const YamlNode* with,
                std::string_view path) {
  const YamlNode* files = at(with, "path");
  if (files == nullptr) return;
  Cache cache;
  cache.scope = scope;
  cache.paths = builder.paths(files);
  cache.key_path = key_path(path, "with/path");
  cache.range = builder.range_of(*files);
  builder.definition().caches.push_back(std::move(cache));
}

// The K=V lines of build-args.
void read_build_arguments(DefinitionBuilder& builder, Scope scope, const MappingEntry& entry,
                          std::string_view path) {
  if (!is_scalar(entry.value)) return;
  for (const SourceText& line : lines_of(builder.value_of(*entry.value))) {
    const std::size_t equals = line.text.find('=');
    if (equals == std::string::npos) continue;
    const auto at = static_cast<std::uint32_t>(equals);
    const auto end = static_cast<std::uint32_t>(line.text.size());
    builder.bind(BindingKind::kBuildArgument, scope, line.text.substr(0, equals),
                 line.source_of(TextRange{0, at}), part_of(line, {at + 1, end}),
                 key_path(path, entry.name));
  }
}

void read_inputs(DefinitionBuilder& builder, Scope scope, const Step& step, const YamlNode* with,
                 const std::string& path) {
  const std::string action = action_name(step.uses);
  for (const MappingEntry& entry : entries_of(with)) {
    const std::string name = to_lower_ascii(entry.name);
    const bool is_script = action == "actions/github-script" && name == "script";
    const bool is_login = action == "docker/login-action" && name == "password";
    if (is_script) {
      builder.script(scope, entry.value, key_path(path, entry.name), ScriptLanguage::kOther);
    } else if (name == "build-args") {
      read_build_arguments(builder, scope, entry, path);
    } else if (!read_store_input(builder, scope, action, entry, path)) {
      builder.bind(is_login ? BindingKind::kRegistryPassword : BindingKind::kInput, scope, entry,
                   path);
    }
  }
}

void read_call(DefinitionBuilder& builder, Scope scope, const Step& step, const YamlNode& node,
               const std::string& path) {
  const YamlNode* with = at(&node, "with");
  const std::string action = action_name(step.uses);
  if (with != nullptr) read_inputs(builder, scope, step, with, key_path(path, "with"));
  if (action == "actions/upload-artifact") read_upload(builder, scope, step, with, path);
  // Others have the inputs of actions/cache, and its name.
  if (action.ends_with("/cache") || action.ends_with("/cache/save"))
    read_cache(builder, scope, with, path);
  if (action.starts_with("./") || action.starts_with("$/")) {
    Include include;
    include.scope = scope;
    include.target = step.uses;
    include.range = step.uses_range;
    include.key_path = key_path(path, "uses");
    include.is_same_repository = include.is_same_owner = include.is_pinned = true;
    include.files = paths_of_call(builder.source().path, step.uses);
    builder.definition().includes.push_back(std::move(include));
  }
}

void read_step(DefinitionBuilder& builder, FactIndex job, const YamlNode& node, std::string path,
               const GithubStepDefaults& defaults) {
  Step step = builder.step_at(job, node, path);
  const YamlNode* name = at(&node, "name");
  step.id = std::string(text_of(at(&node, "id")));
  step.name = name != nullptr ? std::string(text_of(name)) : step.id;
  if (const YamlNode* uses = at(&node, "uses"); is_scalar(uses)) {
    step.uses = std::string(text_of(uses));
    step.uses_range = builder.range_of(*uses);
    if (action_name(step.uses) == "actions/checkout")
      read_checkout(builder, at(&node, "with"), step);
  }
  step.is_guarded = keeps_strangers_out(text_of(at(&node, "if")));
  const FactIndex index = builder.add(step);
  const Scope scope{job, index};
  if (const YamlNode* env = at(&node, "env"))
    builder.bind_all(BindingKind::kEnvironment, scope, env, key_path(path, "env"));
  if (!step.uses.empty()) read_call(builder, scope, step, node, path);
  if (const YamlNode* run = at(&node, "run")) {
    const std::string_view own = text_of(at(&node, "shell"));
    const std::string_view shell = own.empty() ? std::string_view(defaults.shell) : own;
    const std::size_t before = builder.definition().scripts.size();
    builder.script(scope, run, key_path(path, "run"), language_of(shell));
    if (builder.definition().scripts.size() > before)
      builder.definition().scripts.back().is_traced = is_traced_shell(shell);
  }
}

}  // namespace

void read_github_steps(DefinitionBuilder& builder, FactIndex job, const YamlNode* steps,
                       std::string_view path, const GithubStepDefaults& defaults) {
  if (!is_sequence(steps)) return;
  std::size_t index = 0;
  for (const YamlNode* step : items_of(steps)) {
    const std::string step_path = key_path(path, index++);
    if (is_mapping(step)) read_step(builder, job, *step, step_path, defaults);
  }
}

}  // namespace keyhound
