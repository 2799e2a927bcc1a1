// SPDX-License-Identifier: Apache-2.0
// Buildkite. Each step of a pipeline is a job here, since an agent of its own runs it; the plugins
// that it calls are the job's steps.
// https://buildkite.com/docs/pipelines/configure/defining-steps
#include <algorithm>
#include <array>

#include "scanner/base/ascii.h"
#include "scanner/pipelines/platforms/buildkite/buildkite_plugins.h"
#include "scanner/pipelines/platforms/buildkite/buildkite_scripts.h"

namespace keyhound {
namespace {

bool has_path(std::string_view path) {
  if (!path.ends_with(".yml") && !path.ends_with(".yaml")) return false;
  const std::string slashed = "/" + std::string(path);
  const std::string_view name = std::string_view(slashed).substr(slashed.rfind('/') + 1);
  return slashed.find("/.buildkite/") != std::string::npos || name.starts_with("buildkite.y") ||
         name.starts_with(".buildkite.y") || name.starts_with("buildkite-pipeline");
}

bool is_command_step(const YamlNode* step) {
  if (at(step, "image") != nullptr || at(step, "uses") != nullptr) return false;
  const bool has_command = at(step, "command") != nullptr || at(step, "commands") != nullptr;
  const auto has = [&](std::string_view key) { return at(step, key) != nullptr; };
  return (has_command && (has("label") || has("agents") || has("plugins") || has("key") ||
                          has("artifact_paths"))) ||
         (has("plugins") && has("label"));
}

bool has_shape(const YamlDocument& document) {
  const YamlNode* root = root_of(&document);
  const YamlNode* steps = at(root, "steps");
  if (!is_sequence(steps) || at(root, "kind") != nullptr || at(root, "on") != nullptr) return false;
  const auto items = items_of(steps);
  return std::any_of(items.begin(), items.end(), is_command_step);
}

bool is_predefined(std::string_view variable) {
  return variable.starts_with("BUILDKITE") || variable == "CI";
}

bool is_platform_token(std::string_view variable) {
  return variable == "BUILDKITE_AGENT_ACCESS_TOKEN";
}

class PipelineReader {
 public:
  explicit PipelineReader(SettingsBuilder& builder) : builder_(builder) {}

  void run(const YamlNode* root) {
    builder_.bind_all(BindingKind::kEnvironment, {}, at(root, "env"), "env", true);
    read_buildkite_secrets(builder_, {}, at(root, "secrets"), "secrets");
    runner_ = agents_of(at(root, "agents"));
    read_steps(is_sequence(root) ? root : at(root, "steps"), "steps", 0);
  }

 private:
  static constexpr int kGroupDepth = 4;

  // queue=linux, os=x: a mapping, or a list of such texts.
  static std::string agents_of(const YamlNode* node) {
    std::string agents;
    const auto add = [&](const std::string& one) { agents += (agents.empty() ? "" : ", ") + one; };
    for (const MappingEntry& entry : entries_of(node, true))
      add(std::string(entry.name) + "=" + std::string(text_of(entry.value)));
    if (is_sequence(node))
      for (const YamlNode* item : items_of(node)) add(std::string(text_of(item)));
    return agents;
  }

  void read_steps(const YamlNode* steps, const std::string& path, int depth) {
    if (!is_sequence(steps) || depth > kGroupDepth) return;
    std::size_t number = 0;
    for (const YamlNode* node : items_of(steps)) {
      const std::string place = key_path(path, number++);
      if (!is_mapping(node) || !builder_.take_visit()) continue;
      if (at(node, "steps") != nullptr) {
        read_steps(at(node, "steps"), key_path(place, "steps"), depth + 1);
      } else {
        read_step(*node, number, place);
      }
    }
  }

  void read_step(const YamlNode& node, std::size_t number, const std::string& path) {
    std::string id;
    for (const std::string_view key : {"key", "id", "identifier", "label", "name"})
      if (id.empty()) id = std::string(text_of(at(&node, key)));
    if (id.empty()) id = std::to_string(number);
    Job job = builder_.job_at(id, nullptr, node, path);
    job.runner = agents_of(at(&node, "agents"));
    if (job.runner.empty()) job.runner = runner_;
    const Scope scope{builder_.add(std::move(job)), kNoFact};
    builder_.bind_all(BindingKind::kEnvironment, scope, at(&node, "env"), key_path(path, "env"),
                      true);
    read_buildkite_secrets(builder_, scope, at(&node, "secrets"), key_path(path, "secrets"));
    read_buildkite_plugins(builder_, scope, at(&node, "plugins"), key_path(path, "plugins"));
    for (const std::string_view key : {"command", "commands"})
      read_buildkite_script(builder_, scope, at(&node, key), key_path(path, key));
    read_artifacts(scope, at(&node, "artifact_paths"), key_path(path, "artifact_paths"));
    read_cache(scope, at(&node, "cache"), key_path(path, "cache"));
    if (const YamlNode* trigger = at(&node, "trigger"); is_scalar(trigger))
      read_call(scope, node, *trigger, path);
  }

  // A step that starts another pipeline.
  void read_call(Scope scope, const YamlNode& node, const YamlNode& trigger,
                 const std::string& path) {
    Include include;
    include.kind = IncludeKind::kWorkflow;
    include.scope = scope;
    include.target = std::string(text_of(&trigger));
    include.range = builder_.range_of(trigger);
    include.key_path = key_path(path, "trigger");
    include.is_same_owner = true;
    builder_.definition().includes.push_back(std::move(include));
    builder_.bind_all(BindingKind::kInput, scope, at(&node, {"build", "env"}),
                      key_path(path, "build/env"), true);
  }

  // Patterns are parted by semicolons or are items of a list.
  void read_artifacts(Scope scope, const YamlNode* node, const std::string& path) {
    if (node == nullptr) return;
    Artifact artifact;
    artifact.scope = scope;
    for (const SourceText& line : builder_.paths(node)) {
      const std::string_view text = line.text;
      for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find(';', begin), text.size());
        if (end > begin)
          artifact.paths.push_back(
              part_of(line, {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}));
        begin = end + 1;
      }
    }
    artifact.key_path = path;
    artifact.range = builder_.range_of(*node);
    artifact.includes_hidden = true;
    if (!artifact.paths.empty()) builder_.definition().artifacts.push_back(std::move(artifact));
  }

  void read_cache(Scope scope, const YamlNode* node, const std::string& path) {
    const YamlNode* files = is_mapping(node) ? at(node, "paths") : node;
    if (files == nullptr) return;
    Cache cache;
    cache.scope = scope;
    cache.paths = builder_.paths(files);
    cache.key_path = path;
    cache.range = builder_.range_of(*files);
    builder_.definition().caches.push_back(std::move(cache));
  }

  SettingsBuilder& builder_;
  std::string runner_;
};

void read(const DefinitionSource& source, Definition& into, std::vector<Diagnostic>& diagnostics) {
  SettingsBuilder builder(source, into);
  if (const YamlNode* root = root_of(source.yaml)) PipelineReader(builder).run(root);
  builder.tell_limit(diagnostics);
}

}  // namespace

extern const Platform kBuildkitePlatform;
const Platform kBuildkitePlatform = {
    .id = "buildkite",
    .name = "Buildkite",
    .syntax = DefinitionSyntax::kYaml,
    .has_path = has_path,
    .has_shape = has_shape,
    .shape_keys = "steps",
    .read = read,
    .variable_store = "buildkite-environment",
    .is_predefined = is_predefined,
    .is_platform_token = is_platform_token,
};

}  // namespace keyhound
