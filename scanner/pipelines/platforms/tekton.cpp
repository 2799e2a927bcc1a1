// SPDX-License-Identifier: Apache-2.0
// Tekton: tasks, pipelines and their runs, also as templates of triggers and in Pipelines as Code.
// A task is a job. https://tekton.dev/docs/pipelines/
#include <algorithm>

#include "scanner/pipelines/platform.h"
#include "scanner/pipelines/platforms/kubernetes/kube_objects.h"
#include "scanner/pipelines/platforms/kubernetes/kube_values.h"

namespace keyhound {
namespace {

bool has_path(std::string_view path) {
  constexpr std::string_view kFolder = ".tekton/";
  const std::size_t at = path.find(kFolder);
  const bool is_below = at != std::string_view::npos && (at == 0 || path[at - 1] == '/');
  return is_below && (path.ends_with(".yml") || path.ends_with(".yaml"));
}

bool is_tekton(const YamlNode& root) {
  const std::string_view version = text_of(at(&root, "apiVersion"));
  return (version.starts_with("tekton.dev/") || version.starts_with("triggers.tekton.dev/")) &&
         is_scalar(at(&root, "kind"));
}

bool has_shape(const YamlDocument& document) {
  const auto& roots = document.roots();
  return std::any_of(roots.begin(), roots.end(),
                     [](const YamlNode* root) { return is_tekton(*root); });
}

class TektonReader {
 public:
  explicit TektonReader(DefinitionBuilder& builder) : builder_(builder), walk_(builder) {}

  void read(const YamlNode& object) {
    if (!is_tekton(object)) return read_kube_object(builder_, walk_, object);
    const std::string path = kube_name(object);
    const std::string_view kind = text_of(at(&object, "kind"));
    const YamlNode* spec = at(&object, "spec");
    const std::string place = key_path(path, "spec");
    read_events(object);
    if (kind == "TriggerTemplate") {
      std::size_t index = 0;
      for (const YamlNode* one : items_of(at(spec, "resourcetemplates")))
        if (is_mapping(one) && index++ < kMostTemplates && !is_template(*one)) read(*one);
      bind_parameters(at(spec, "params"), {}, key_path(place, "params"));
    } else if (kind == "Pipeline") {
      read_pipeline(spec, place);
    } else if (kind == "PipelineRun") {
      read_pipeline(at(spec, "pipelineSpec"), key_path(place, "pipelineSpec"));
      bind_parameters(at(spec, "params"), {}, key_path(place, "params"));
      visit_others(spec, {}, place);
    } else if (kind == "StepAction") {
      read_step_action(object, path);
    } else if (kind == "Task" || kind == "ClusterTask") {
      read_task(path, nullptr, object, spec, place);
    } else if (kind == "TaskRun") {
      const FactIndex job =
          read_task(path, nullptr, object, at(spec, "taskSpec"), key_path(place, "taskSpec"));
      bind_parameters(at(spec, "params"), {job, kNoFact}, key_path(place, "params"));
      visit_others(spec, {job, kNoFact}, place);
    } else {
      walk_.visit(spec, {}, place);
    }
  }

  [[nodiscard]] bool is_complete() const { return walk_.is_complete(); }

 private:
  static constexpr std::size_t kMostTemplates = 1000;

  static bool is_template(const YamlNode& object) {
    return text_of(at(&object, "kind")) == "TriggerTemplate";
  }

  // Events that Pipelines as Code starts a run at; comments and pull requests are of strangers, but
  // a run needs the consent of an owner. https://pipelinesascode.com/docs/guide/authoringprs/
  void read_events(const YamlNode& object) {
    const YamlNode* events =
        at(&object, {"metadata", "annotations", "pipelinesascode.tekton.dev/on-event"});
    std::string_view text = text_of(events);
    while (!text.empty()) {
      const std::size_t begin = text.find_first_not_of("[], ");
      if (begin == std::string_view::npos) return;
      const std::size_t end = std::min(text.find_first_of("[], ", begin), text.size());
      Trigger trigger;
      trigger.event = std::string(text.substr(begin, end - begin));
      trigger.range = builder_.range_of(*events);
      trigger.is_outside = trigger.event == "pull_request";
      builder_.definition().triggers.push_back(std::move(trigger));
      text.remove_prefix(end);
    }
  }

  void read_pipeline(const YamlNode* spec, const std::string& path) {
    bind_parameters(at(spec, "params"), {}, key_path(path, "params"));
    for (const std::string_view list : {"tasks", "finally"}) {
      std::size_t index = 0;
      for (const YamlNode* task : items_of(at(spec, list))) {
        const std::string place = key_path(key_path(path, list), index++);
        if (is_mapping(task)) read_pipeline_task(*task, place);
      }
    }
    visit_others(spec, {}, path);
  }

  void read_pipeline_task(const YamlNode& task, const std::string& path) {
    const YamlNode* name = at(&task, "name");
    const std::string id(is_scalar(name) ? text_of(name) : std::string_view(path));
    const FactIndex job =
        read_task(id, name, task, at(&task, "taskSpec"), key_path(path, "taskSpec"));
    Scope scope{job, kNoFact};
    if (const YamlNode* called = at(&task, {"taskRef", "name"}); is_scalar(called)) {
      Step step = builder_.step_at(job, task, key_path(path, "taskRef"));
      step.name = std::string(text_of(called));
      step.uses = step.name;
      step.uses_range = builder_.range_of(*called);
      scope.step = builder_.add(std::move(step));
    }
    bind_parameters(at(&task, "params"), scope, key_path(path, "params"));
    visit_others(&task, {job, kNoFact}, path);
  }

  FactIndex read_task(std::string_view id, const YamlNode* name, const YamlNode& node,
                      const YamlNode* spec, const std::string& path) {
    Job job = builder_.job_at(id, nullptr, node, path);
    if (name != nullptr) job.name_range = builder_.range_of(*name);
    const FactIndex index = builder_.add(std::move(job));
    const Scope scope{index, kNoFact};
    bind_parameters(at(spec, "params"), scope, key_path(path, "params"));
    walk_.visit(at(spec, "stepTemplate"), scope, key_path(path, "stepTemplate"));
    std::size_t number = 0;
    for (const YamlNode* step : items_of(at(spec, "steps"))) {
      const std::string place = key_path(key_path(path, "steps"), number++);
      if (!is_mapping(step)) continue;
      walk_.container(*step, index, std::to_string(number), place);
      const auto added = static_cast<FactIndex>(builder_.definition().steps.size() - 1);
      if (is_sequence(at(step, "params")))
        bind_parameters(at(step, "params"), {index, added}, key_path(place, "params"));
    }
    visit_others(spec, scope, path);
    return index;
  }

  // A step that other tasks call.
  void read_step_action(const YamlNode& object, const std::string& path) {
    const YamlNode* spec = at(&object, "spec");
    if (!is_mapping(spec)) return;
    const std::string place = key_path(path, "spec");
    const FactIndex job = builder_.add(builder_.job_at(path, nullptr, object, path));
    bind_parameters(at(spec, "params"), {job, kNoFact}, key_path(place, "params"));
    walk_.container(*spec, job, "1", place);
  }

  // {name, default} of a declaration, {name, value} of a call.
  void bind_parameters(const YamlNode* list, Scope scope, const std::string& path) {
    if (!is_sequence(list)) return;
    std::size_t index = 0;
    for (const YamlNode* item : items_of(list)) {
      const std::string place = key_path(path, index++);
      const YamlNode* name = at(item, "name");
      const YamlNode* value = at(item, "value");
      const BindingKind kind = value != nullptr ? BindingKind::kInput : BindingKind::kParameter;
      if (value == nullptr) value = at(item, "default");
      if (is_scalar(name) && is_scalar(value))
        builder_.bind(kind, scope, std::string(text_of(name)), builder_.range_of(*name),
                      builder_.value_of(*value), place);
    }
  }

  // What names Secrets besides steps and parameters: workspaces, volumes, service accounts.
  void visit_others(const YamlNode* spec, Scope scope, const std::string& path) {
    for (const MappingEntry& entry : entries_of(spec)) {
      const bool is_read = entry.name == "steps" || entry.name == "params" ||
                           entry.name == "stepTemplate" || entry.name == "tasks" ||
                           entry.name == "finally" || entry.name == "taskSpec" ||
                           entry.name == "pipelineSpec";
      if (!is_read) walk_.visit_entry(entry, scope, key_path(path, entry.name));
    }
  }

  DefinitionBuilder& builder_;
  KubeWalk walk_;
};

void read(const DefinitionSource& source, Definition& into, std::vector<Diagnostic>& diagnostics) {
  DefinitionBuilder builder(source, read_kube_value, into);
  TektonReader reader(builder);
  for (const YamlNode* root : source.yaml->roots())
    if (is_mapping(root)) reader.read(root->resolved());
  if (!reader.is_complete())
    diagnostics.push_back({"large-definition", std::string(source.path),
                           "its aliases make more of it than is read; its text was scanned", true});
}

}  // namespace

extern const Platform kTektonPlatform;
const Platform kTektonPlatform = {
    .id = "tekton",
    .name = "Tekton",
    .syntax = DefinitionSyntax::kYaml,
    .has_path = has_path,
    .has_shape = has_shape,
    .shape_keys = "apiVersion",
    .read = read,
};

}  // namespace keyhound
