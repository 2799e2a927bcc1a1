// SPDX-License-Identifier: Apache-2.0
// Bitbucket Pipelines. Each step is a job: it runs in a container of its own.
// https://support.atlassian.com/bitbucket-cloud/docs/bitbucket-pipelines-configuration-reference/
#include <algorithm>
#include <array>

#include "scanner/pipelines/facts/credential_literal.h"
#include "scanner/pipelines/facts/definition_builder.h"
#include "scanner/pipelines/facts/merged_yaml.h"
#include "scanner/pipelines/facts/variable_values.h"
#include "scanner/pipelines/platform.h"

namespace keyhound {
namespace {

constexpr int kDeepestSteps = 8;  // stage: {steps: [parallel: ...]}

bool has_path(std::string_view path) {
  return path.ends_with("bitbucket-pipelines.yml") || path.ends_with("bitbucket-pipelines.yaml");
}

bool is_step_list(const YamlNode* node) {
  if (!is_sequence(node)) return false;
  const auto items = node->resolved().items();
  return std::any_of(items.begin(), items.end(), [](const YamlNode& item) {
    return at(&item, "step") != nullptr || at(&item, "parallel") != nullptr ||
           at(&item, "stage") != nullptr;
  });
}

bool has_shape(const YamlDocument& document) {
  const YamlNode* pipelines = at(root_of(&document), "pipelines");
  for (const MappingEntry& entry : entries_of(pipelines)) {
    if (is_step_list(entry.value)) return true;
    for (const MappingEntry& branch : entries_of(entry.value))
      if (is_step_list(branch.value)) return true;
  }
  return false;
}

bool is_platform_token(std::string_view variable) {
  return variable == "BITBUCKET_STEP_OIDC_TOKEN";
}

bool is_predefined(std::string_view variable) {
  const bool has_prefix =
      variable == "CI" || variable.starts_with("BITBUCKET_") || variable.starts_with("PIPELINES_");
  return has_prefix && !is_credential_name(variable);
}

ValueReading read_value(DefinitionBuilder& builder, const SourceText& value,
                        const ValuePlace& place) {
  return place.sink == SecretSink::kScript ? ValueReading() : read_variables(builder, value, place);
}

// A part of `pipelines:`, and the event that starts what is in it.
struct Section {
  std::string_view key;
  std::string_view event;
};

constexpr std::array<Section, 6> kSections = {{
    {"default", "push"},
    {"branches", "push"},
    {"tags", "tag"},
    {"bookmarks", "push"},
    {"pull-requests", "pull_request"},
    {"custom", "manual"},
}};

std::string_view event_of(std::string_view key) {
  for (const Section& one : kSections)
    if (one.key == key) return one.event;
  return "manual";
}

class PipelineReader {
 public:
  PipelineReader(DefinitionBuilder& builder, MergedYaml& yaml) : builder_(builder), yaml_(yaml) {}

  void run(const YamlNode* root) {
    read_image({}, yaml_.at(root, "image"), "image");
    read_definitions(yaml_.at(root, "definitions"));
    // A file may also hold pipelines for others to import.
    const YamlNode* pipelines = yaml_.at(root, "pipelines");
    const bool is_root = pipelines == nullptr;
    for (const MappingEntry& section : yaml_.entries(is_root ? root : pipelines))
      read_section(section, key_path(is_root ? "" : "pipelines", section.name));
  }

 private:
  void read_section(const MappingEntry& section, const std::string& path) {
    const bool is_list = is_step_list(section.value);
    if (is_list) read_steps(section.value, section.name, path, 0);
    bool has_pipelines = is_list;
    if (path.starts_with("pipelines/") && !is_list) {
      for (const MappingEntry& branch : yaml_.entries(section.value)) {
        const std::string place = key_path(path, branch.name);
        if (!is_step_list(branch.value)) continue;
        has_pipelines = true;
        read_steps(branch.value, branch.name, place, 0);
      }
    }
    if (!has_pipelines) return;
    Trigger trigger;
    trigger.event = std::string(event_of(section.name));
    trigger.range = builder_.range_of(*section.key);
    builder_.definition().triggers.push_back(std::move(trigger));
  }

  void read_steps(const YamlNode* list, std::string_view pipeline, const std::string& path,
                  int depth, std::string_view deployment = {}) {
    if (depth > kDeepestSteps) return;
    std::size_t index = 0;
    for (const YamlNode* item : yaml_.items(list)) {
      const std::string place = key_path(path, index++);
      if (builder_.is_full()) return;
      if (const YamlNode* step = yaml_.at(item, "step"); is_mapping(step))
        read_step(*step, pipeline, key_path(place, "step"), deployment);
      if (const YamlNode* parallel = yaml_.at(item, "parallel")) {
        const YamlNode* steps = is_mapping(parallel) ? yaml_.at(parallel, "steps") : parallel;
        read_steps(steps, pipeline, key_path(place, "parallel"), depth + 1, deployment);
      }
      if (const YamlNode* stage = yaml_.at(item, "stage"))
        read_steps(yaml_.at(stage, "steps"), pipeline, key_path(place, "stage/steps"), depth + 1,
                   text_of(yaml_.at(stage, "deployment")));
      read_variables_asked(yaml_.at(item, "variables"), key_path(place, "variables"));
    }
  }

  // Variables that a custom pipeline asks of whoever starts it.
  void read_variables_asked(const YamlNode* variables, const std::string& path) {
    std::size_t index = 0;
    for (const YamlNode* item : yaml_.items(variables)) {
      const std::string place = key_path(path, index++);
      const YamlNode* name = yaml_.at(item, "name");
      const YamlNode* value = yaml_.at(item, "default");
      if (is_scalar(name) && is_scalar(value))
        builder_.bind(BindingKind::kVariable, {}, std::string(text_of(name)),
                      builder_.range_of(*name), builder_.value_of(*value),
                      key_path(place, "default"));
    }
  }

  void read_step(const YamlNode& node, std::string_view pipeline, const std::string& path,
                 std::string_view deployment) {
    const std::string_view name = text_of(yaml_.at(&node, "name"));
    const std::string number = std::string(pipeline) + "/" + std::to_string(++count_);
    Job job = builder_.job_at(name.empty() ? number : name, nullptr, node, path);
    const std::string_view own = text_of(yaml_.at(&node, "deployment"));
    job.environment = std::string(own.empty() ? deployment : own);
    job.has_federation = is_true(yaml_.at(&node, "oidc"));
    job.is_template = path.starts_with("definitions/");
    for (const YamlNode* label : yaml_.items(yaml_.at(&node, "runs-on")))
      job.runner += (job.runner.empty() ? "" : ", ") + std::string(text_of(label));
    const YamlNode* image = yaml_.at(&node, "image");
    if (job.runner.empty())
      job.runner = std::string(text_of(is_mapping(image) ? yaml_.at(image, "name") : image));
    const Scope scope{builder_.add(std::move(job)), kNoFact};
    read_image(scope, image, key_path(path, "image"));
    for (const std::string_view key : {"script", "after-script"})
      read_script(scope, yaml_.at(&node, key), key_path(path, key));
    read_artifacts(scope, yaml_.at(&node, "artifacts"), key_path(path, "artifacts"));
  }

  // Commands share a shell; between them pipes run in containers of their own.
  void read_script(Scope scope, const YamlNode* list, const std::string& path) {
    SourceText text;
    std::size_t index = 0;
    for (const YamlNode* item : yaml_.items(list)) {
      const std::string place = key_path(path, index++);
      if (is_scalar(item)) append_line(text, builder_.value_of(*item));
      if (const YamlNode* pipe = yaml_.at(item, "pipe"); is_scalar(pipe))
        read_pipe(scope, *item, *pipe, place);
    }
    if (!text.text.empty()) builder_.script(scope, std::move(text), path, ScriptLanguage::kPosix);
  }

  void read_pipe(Scope scope, const YamlNode& node, const YamlNode& pipe, const std::string& path) {
    Step step = builder_.step_at(scope.job, node, path);
    const std::string_view name = text_of(yaml_.at(&node, "name"));
    step.name = std::string(name.empty() ? text_of(&pipe) : name);
    step.uses = std::string(text_of(&pipe));
    step.uses_range = builder_.range_of(pipe);
    scope.step = builder_.add(std::move(step));
    const std::string place = key_path(path, "variables");
    for (const MappingEntry& entry : yaml_.entries(yaml_.at(&node, "variables"))) {
      builder_.bind(BindingKind::kInput, scope, entry, place);
      std::size_t index = 0;
      if (is_sequence(entry.value))
        for (const YamlNode* item : yaml_.items(entry.value))
          if (is_scalar(item))
            builder_.bind(BindingKind::kInput, scope, std::string(entry.name),
                          builder_.range_of(*entry.key), builder_.value_of(*item),
                          key_path(key_path(place, entry.name), index++));
    }
  }

  void read_image(Scope scope, const YamlNode* image, const std::string& path) {
    for (const MappingEntry& entry : yaml_.entries(image)) {
      if (entry.name == "name") continue;
      builder_.bind(entry.name == "password" ? BindingKind::kRegistryPassword : BindingKind::kInput,
                    scope, entry, path);
    }
    const std::string aws = key_path(path, "aws");
    for (const MappingEntry& entry : yaml_.entries(yaml_.at(image, "aws")))
      builder_.bind(
          entry.name == "secret-key" ? BindingKind::kRegistryPassword : BindingKind::kInput, scope,
          entry, aws);
  }

  void read_artifacts(Scope scope, const YamlNode* artifacts, const std::string& path) {
    if (is_sequence(artifacts)) return add_artifact(scope, artifacts, {}, path);
    add_artifact(scope, yaml_.at(artifacts, "paths"), {}, key_path(path, "paths"));
    std::size_t index = 0;
    for (const YamlNode* item : yaml_.items(yaml_.at(artifacts, "upload")))
      add_artifact(scope, yaml_.at(item, "paths"), text_of(yaml_.at(item, "name")),
                   key_path(key_path(key_path(path, "upload"), index++), "paths"));
  }

  void add_artifact(Scope scope, const YamlNode* paths, std::string_view name, std::string path) {
    if (paths == nullptr) return;
    Artifact artifact;
    artifact.scope = scope;
    artifact.name = std::string(name);
    artifact.paths = builder_.paths(paths);
    artifact.key_path = std::move(path);
    artifact.range = builder_.range_of(*paths);
    artifact.includes_hidden = true;
    builder_.definition().artifacts.push_back(std::move(artifact));
  }

  void read_definitions(const YamlNode* definitions) {
    for (const MappingEntry& service : yaml_.entries(yaml_.at(definitions, "services"))) {
      const std::string path = key_path("definitions/services", service.name);
      read_image({}, yaml_.at(service.value, "image"), key_path(path, "image"));
      builder_.bind_all(BindingKind::kParameter, {}, yaml_.at(service.value, "variables"),
                        key_path(path, "variables"), true);
    }
    for (const MappingEntry& cache : yaml_.entries(yaml_.at(definitions, "caches"))) {
      const YamlNode* paths = is_mapping(cache.value) ? yaml_.at(cache.value, "path") : cache.value;
      if (paths != nullptr)
        builder_.definition().caches.push_back({{},
                                                builder_.paths(paths),
                                                key_path("definitions/caches", cache.name),
                                                builder_.range_of(*paths)});
    }
    // Steps that pipelines use by their anchors.
    const YamlNode* steps = yaml_.at(definitions, "steps");
    read_steps(steps, "definitions", "definitions/steps", 0);
    for (const MappingEntry& entry : yaml_.entries(yaml_.at(definitions, "pipelines")))
      read_steps(entry.value, entry.name, key_path("definitions/pipelines", entry.name), 0);
  }

  DefinitionBuilder& builder_;
  MergedYaml& yaml_;
  std::size_t count_ = 0;
};

void read(const DefinitionSource& source, Definition& into, std::vector<Diagnostic>&) {
  DefinitionBuilder builder(source, read_value, into);
  MergedYaml yaml(*source.yaml);
  PipelineReader(builder, yaml).run(root_of(source.yaml));
  if (yaml.is_spent()) builder.cut_short();
}

}  // namespace

extern const Platform kBitbucketPlatform;
const Platform kBitbucketPlatform = {
    .id = "bitbucket-pipelines",
    .name = "Bitbucket Pipelines",
    .syntax = DefinitionSyntax::kYaml,
    .has_path = has_path,
    .has_shape = has_shape,
    .shape_keys = "pipelines",
    .read = read,
    .variable_store = "bitbucket-variables",
    .is_predefined = is_predefined,
    .is_platform_token = is_platform_token,
};

}  // namespace keyhound
