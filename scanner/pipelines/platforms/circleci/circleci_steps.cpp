// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/platforms/circleci/circleci_steps.h"

#include "scanner/pipelines/platforms/circleci/circleci_values.h"

namespace keyhound {
namespace {

constexpr int kDeepestSteps = 8;  // when: {steps: [when: ...]}

class StepReader {
 public:
  StepReader(CircleciReader& reader, FactIndex job, ScriptLanguage language)
      : reader_(reader),
        builder_(reader.builder),
        yaml_(reader.yaml),
        job_(job),
        language_(language) {}

  void read(const YamlNode* steps, std::string_view path, int depth) {
    if (!is_sequence(steps) || depth > kDeepestSteps) return;
    std::size_t index = 0;
    for (const YamlNode* step : yaml_.items(steps)) {
      if (builder_.is_full()) return;
      const std::string place = key_path(path, index++);
      if (is_scalar(step)) add(*step, text_of(step), place);
      for (const MappingEntry& call : yaml_.entries(step))
        read_call(*step, call, key_path(place, call.name), depth);
    }
  }

 private:
  FactIndex add(const YamlNode& node, std::string_view uses, const std::string& path,
                std::string_view name = {}) {
    Step step = builder_.step_at(job_, node, path);
    step.name = name.empty() ? std::to_string(++count_) : std::string(name);
    step.is_checkout = uses == "checkout";
    if (uses != "run") step.uses = std::string(uses);
    if (is_scalar(&node)) step.uses_range = builder_.range_of(node);
    return builder_.add(std::move(step));
  }

  void read_call(const YamlNode& node, const MappingEntry& call, const std::string& path,
                 int depth) {
    const bool is_condition = call.name == "when" || call.name == "unless";
    if (is_condition)
      return read(yaml_.at(call.value, "steps"), key_path(path, "steps"), depth + 1);
    const std::string_view name = text_of(yaml_.at(call.value, "name"));
    const Scope scope{job_, add(node, call.name, path, name)};
    if (call.name == "run" || call.name == "deploy") return read_run(scope, call, path);
    if (call.name == "save_cache") return read_cache(scope, call.value, path);
    if (call.name == "store_artifacts") return read_artifact(scope, call.value, path);
    if (call.name == "add_ssh_keys") return read_keys(scope, call.value, path);
    bind_circleci_arguments(builder_, yaml_, scope, call.value, path, reader_.name_parameters);
    for (const MappingEntry& argument : yaml_.entries(call.value))
      if (argument.name.ends_with("steps"))
        read(argument.value, key_path(path, argument.name), depth + 1);
  }

  void read_run(Scope scope, const MappingEntry& call, const std::string& path) {
    const YamlNode* run = call.value;
    if (is_scalar(run)) return builder_.script(scope, run, path, language_);
    builder_.bind_all(BindingKind::kEnvironment, scope, yaml_.at(run, "environment"),
                      key_path(path, "environment"), true);
    const std::string_view shell = text_of(yaml_.at(run, "shell"));
    builder_.script(scope, yaml_.at(run, "command"), key_path(path, "command"),
                    shell.empty() ? language_ : language_of(shell));
  }

  void read_cache(Scope scope, const YamlNode* cache, const std::string& path) {
    const YamlNode* paths = yaml_.at(cache, "paths");
    if (paths == nullptr) return;
    builder_.definition().caches.push_back(
        {scope, builder_.paths(paths), key_path(path, "paths"), builder_.range_of(*paths)});
  }

  void read_artifact(Scope scope, const YamlNode* settings, const std::string& path) {
    const YamlNode* file = yaml_.at(settings, "path");
    if (file == nullptr) return;
    Artifact artifact;
    artifact.scope = scope;
    artifact.name = std::string(text_of(yaml_.at(settings, "destination")));
    artifact.paths = builder_.paths(file);
    artifact.key_path = key_path(path, "path");
    artifact.range = builder_.range_of(*file);
    artifact.includes_hidden = true;
    builder_.definition().artifacts.push_back(std::move(artifact));
  }

  void read_keys(Scope scope, const YamlNode* settings, const std::string& path) {
    for (const YamlNode* item : yaml_.items(yaml_.at(settings, "fingerprints"))) {
      if (!is_scalar(item)) continue;
      SecretReference reference;
      reference.scope = scope;
      reference.store = "circleci-ssh-keys";
      reference.kind = "ssh-key";
      reference.id = reference.name = std::string(text_of(item));
      reference.sink = SecretSink::kFile;
      reference.range = builder_.range_of(*item);
      reference.key_path = key_path(path, "fingerprints");
      builder_.add(std::move(reference));
    }
  }

  CircleciReader& reader_;
  DefinitionBuilder& builder_;
  MergedYaml& yaml_;
  FactIndex job_;
  ScriptLanguage language_;
  std::size_t count_ = 0;
};

}  // namespace

void read_circleci_steps(CircleciReader& reader, FactIndex job, const YamlNode* steps,
                         std::string_view path, ScriptLanguage language) {
  StepReader(reader, job, language).read(steps, path, 0);
}

}  // namespace keyhound
