// SPDX-License-Identifier: Apache-2.0
// Woodpecker: a file is a workflow, which is one job.
// https://woodpecker-ci.org/docs/usage/workflow-syntax
#include <algorithm>

#include "scanner/pipelines/platform.h"
#include "scanner/pipelines/platforms/drone/drone_steps.h"

namespace keyhound {
namespace {

bool is_yaml(std::string_view path) { return path.ends_with(".yml") || path.ends_with(".yaml"); }

bool has_path(std::string_view path) {
  const std::string_view name = path.substr(path.find_last_of('/') + 1);
  if (name == ".woodpecker.yml" || name == ".woodpecker.yaml") return true;
  constexpr std::string_view kFolder = ".woodpecker/";
  const std::size_t at = path.find(kFolder);
  return at != std::string_view::npos && (at == 0 || path[at - 1] == '/') && is_yaml(path);
}

bool is_step(const YamlNode* node) {
  return is_scalar(at(node, "image")) &&
         (at(node, "commands") != nullptr || at(node, "settings") != nullptr);
}

// Steps that all have an image, and commands of theirs or settings of a plugin.
bool has_shape(const YamlDocument& document) {
  const YamlNode* root = root_of(&document);
  if (at(root, "kind") != nullptr || at(root, "apiVersion") != nullptr) return false;
  const YamlNode* steps = at(root, "steps");
  if (is_mapping(steps)) {
    const auto entries = entries_of(steps);
    return !entries.empty() && std::all_of(entries.begin(), entries.end(),
                                           [](const auto& entry) { return is_step(entry.value); });
  }
  const auto items = items_of(steps);
  return !items.empty() && std::all_of(items.begin(), items.end(), is_step);
}

// "docker" of ".woodpecker/docker.yaml".
std::string_view workflow_name(std::string_view path) {
  std::string_view name = path.substr(path.find_last_of('/') + 1);
  if (name.starts_with(".")) name.remove_prefix(1);
  return name.substr(0, name.find_last_of('.'));
}

void read(const DefinitionSource& source, Definition& into, std::vector<Diagnostic>& diagnostics) {
  DefinitionBuilder builder(source, read_drone_value, into);
  const YamlNode* root = root_of(source.yaml);
  if (!is_mapping(root)) return;
  YamlWalkBudget budget(kMostFactVisits);
  const DroneDialect dialect{"woodpecker-secrets", ScriptLanguage::kPosix, &budget};
  Job job = builder.job_at(workflow_name(source.path), nullptr, *root, "");
  job.runner = std::string(text_of(at(root, "platform")));
  const FactIndex index = builder.add(std::move(job));
  read_drone_events(builder, at(root, "when"));
  read_drone_secrets(builder, {index, kNoFact}, at(root, "secrets"), SecretSink::kEnv, "secrets",
                     dialect);
  for (const std::string_view list : {"clone", "services", "steps", "pipeline"})
    read_drone_steps(builder, index, at(root, list), std::string(list), dialect);
  tell_spent(budget, source, diagnostics);
}

}  // namespace

extern const Platform kWoodpeckerPlatform;
const Platform kWoodpeckerPlatform = {
    .id = "woodpecker",
    .name = "Woodpecker",
    .syntax = DefinitionSyntax::kYaml,
    .has_path = has_path,
    .has_shape = has_shape,
    .shape_keys = "steps",
    .read = read,
};

}  // namespace keyhound
