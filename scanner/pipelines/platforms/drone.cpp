// SPDX-License-Identifier: Apache-2.0
// Drone and Harness Gitness: each document of kind pipeline is a job. https://docs.drone.io/yaml/
#include <algorithm>

#include "scanner/pipelines/platform.h"
#include "scanner/pipelines/platforms/drone/drone_steps.h"

namespace keyhound {
namespace {

constexpr std::string_view kStore = "drone-secrets";

bool has_path(std::string_view path) {
  const std::string_view name = path.substr(path.find_last_of('/') + 1);
  return name == ".drone.yml" || name == ".drone.yaml";
}

bool has_shape(const YamlDocument& document) {
  const auto& roots = document.roots();
  return std::any_of(roots.begin(), roots.end(), [](const YamlNode* root) {
    return text_of(at(root, "kind")) == "pipeline" && is_scalar(at(root, "type")) &&
           is_scalar(at(root, "name")) && is_sequence(at(root, "steps"));
  });
}

// A document of kind secret: what a name stands for in an outer store, or an encrypted value.
// https://docs.drone.io/secret/
void read_secret(DefinitionBuilder& builder, const YamlNode& root) {
  const YamlNode* name = at(&root, "name");
  const YamlNode* path = at(&root, {"get", "path"});
  const YamlNode& place = is_scalar(path) ? *path : is_scalar(name) ? *name : root;
  if (!is_scalar(&place)) return;
  SecretReference reference;
  reference.store = is_scalar(path) ? "external-secrets" : std::string(kStore);
  reference.name = std::string(text_of(&place));
  reference.id = reference.name;
  if (is_scalar(path)) reference.field = std::string(text_of(at(&root, {"get", "name"})));
  reference.bound_as = std::string(text_of(name));
  reference.sink = SecretSink::kSecretsMap;
  reference.range = builder.range_of(place);
  reference.key_path = is_scalar(path) ? "get/path" : "name";
  builder.add(std::move(reference));
}

ScriptLanguage shell_of(const YamlNode& root) {
  return text_of(at(&root, {"platform", "os"})) == "windows" ? ScriptLanguage::kPowerShell
                                                             : ScriptLanguage::kPosix;
}

void read_pipeline(DefinitionBuilder& builder, const YamlNode& root, YamlWalkBudget& budget) {
  const DroneDialect dialect{kStore, shell_of(root), &budget};
  const YamlNode* name = at(&root, "name");
  const std::string id(is_scalar(name) ? text_of(name) : std::string_view("default"));
  Job job = builder.job_at(id, nullptr, root, id);
  if (is_scalar(name)) job.name_range = builder.range_of(*name);
  job.runner = std::string(text_of(at(&root, "type")));
  const FactIndex index = builder.add(std::move(job));
  const Scope scope{index, kNoFact};
  read_drone_events(builder, at(&root, "trigger"));
  read_drone_environment(builder, scope, at(&root, "environment"), key_path(id, "environment"),
                         dialect);
  read_drone_secrets(builder, scope, at(&root, "image_pull_secrets"), SecretSink::kCredentials,
                     key_path(id, "image_pull_secrets"), dialect);
  for (const std::string_view list : {"services", "steps", "pipeline"})
    read_drone_steps(builder, index, at(&root, list), key_path(id, list), dialect);
}

void read(const DefinitionSource& source, Definition& into, std::vector<Diagnostic>& diagnostics) {
  DefinitionBuilder builder(source, read_drone_value, into);
  YamlWalkBudget budget(kMostFactVisits);
  for (const YamlNode* root : source.yaml->roots()) {
    const std::string_view kind = text_of(at(root, "kind"));
    if (kind == "secret") {
      read_secret(builder, *root);
    } else if (kind == "pipeline" || kind.empty()) {  // before version 1 there were no kinds
      if (is_mapping(root)) read_pipeline(builder, *root, budget);
    }
  }
  tell_spent(budget, source, diagnostics);
}

}  // namespace

extern const Platform kDronePlatform;
const Platform kDronePlatform = {
    .id = "drone",
    .name = "Drone",
    .syntax = DefinitionSyntax::kYaml,
    .has_path = has_path,
    .has_shape = has_shape,
    .shape_keys = "steps",
    .read = read,
};

}  // namespace keyhound
