// SPDX-License-Identifier: Apache-2.0
// Azure Pipelines, and templates for them. What a stage says for its jobs holds for the whole
// definition here: stages are part of the jobs' places.
// https://learn.microsoft.com/azure/devops/pipelines/yaml-schema/
#include <algorithm>
#include <array>
#include <set>

#include "scanner/base/ascii.h"
#include "scanner/pipelines/finding_builder.h"
#include "scanner/pipelines/platforms/azure/azure_steps.h"
#include "scanner/pipelines/platforms/azure/azure_tree.h"
#include "scanner/pipelines/platforms/azure/azure_values.h"

namespace keyhound {
namespace {

bool has_path(std::string_view path) {
  const std::string lower = to_lower_ascii(path);
  if (!lower.ends_with(".yml") && !lower.ends_with(".yaml")) return false;
  const std::string_view name = std::string_view(lower).substr(lower.rfind('/') + 1);
  for (const std::string_view start :
       {"azure-pipeline", ".azure-pipeline", "azure_pipeline", "azurepipeline", ".vsts-ci",
        "vsts-ci", ".vsts.", "ado-pipeline"})
    if (name.starts_with(start)) return true;
  const std::string slashed = "/" + lower;
  constexpr std::array<std::string_view, 3> kFolders = {"/.azure-pipelines/", "/.azuredevops/",
                                                        "/.azdo/"};
  return std::any_of(kFolders.begin(), kFolders.end(), [&](std::string_view folder) {
    return slashed.find(folder) != std::string::npos;
  });
}

// Whether a list of the pipeline's has an item that only Azure's lists have.
bool has_item(const YamlNode* list, std::initializer_list<std::string_view> keys) {
  const auto items = azure_items(list);
  return std::any_of(items.begin(), items.end(), [&](const YamlNode* item) {
    return AzureMap(item).find_any(keys) != nullptr;
  });
}

bool has_group(const YamlNode* variables) { return has_item(variables, {"group"}); }

bool has_shape(const YamlDocument& document) {
  const YamlNode* root = root_of(&document);
  if (!is_mapping(root) || at(root, "on") != nullptr || at(root, "apiVersion") != nullptr)
    return false;
  return has_item(at(root, "stages"), {"stage", "template"}) ||
         has_item(at(root, "jobs"), {"job", "deployment", "template"}) ||
         has_item(at(root, "steps"),
                  {"task", "bash", "pwsh", "powershell", "checkout", "template"}) ||
         (has_item(at(root, "steps"), {"script"}) &&
          (at(root, "pool") != nullptr || at(root, "trigger") != nullptr ||
           at(root, "parameters") != nullptr)) ||
         has_group(at(root, "variables")) ||
         (at(root, {"extends", "template"}) != nullptr && at(root, "services") == nullptr);
}

std::string runner_of(const YamlNode* pool) {
  if (is_scalar(pool)) return std::string(text_of(pool));
  const AzureMap map(pool);
  return std::string(text_of(map.find_any({"vmImage", "name"})));
}

// Where the items of a list belong.
struct Place {
  FactIndex job = kNoFact;
  std::string path;
  std::string runner;       // of jobs that do not say it
  bool is_guarded = false;  // by the stage
};

class PipelineReader {
 public:
  PipelineReader(AzureBuilder& builder, std::string_view path) : builder_(builder), path_(path) {}

  void run(const YamlNode* root) {
    const AzureMap map(root);
    builder_.definition().form = is_template(map, path_) ? "template" : "pipeline";
    read_triggers(map);
    read_resources(map.find("resources"));
    read_declarations(map.find("parameters"));
    const Place place{kNoFact, {}, runner_of(map.find("pool"))};
    read_variables({}, map.find("variables"), "variables");
    read_list(map.find("stages"), {kNoFact, "stages", place.runner});
    read_list(map.find("jobs"), {kNoFact, "jobs", place.runner});
    read_root_steps(map, root, place);
    if (const YamlNode* extends = map.find("extends"))
      read_template(AzureMap(extends), {kNoFact, "extends", place.runner});
  }

 private:
  // A file that runs by itself is at the usual place, or says when or where it runs.
  [[nodiscard]] static bool is_template(const AzureMap& root, std::string_view path) {
    const std::string_view name = path.substr(path.rfind('/') + 1);
    return !name.starts_with("azure-pipeline") && !name.starts_with(".azure-pipeline") &&
           root.find_any({"trigger", "pr", "pool", "resources", "schedules", "extends", "name"}) ==
               nullptr;
  }

  // Steps without a job are one of their own, unless another file takes them in.
  void read_root_steps(const AzureMap& map, const YamlNode* root, Place place) {
    const YamlNode* steps = map.find("steps");
    if (steps == nullptr) return;
    place.path = "steps";
    if (builder_.definition().form == "pipeline") {
      Job job = builder_.job_at("Job", nullptr, *root, "");
      job.runner = place.runner;
      place.job = builder_.add(std::move(job));
    }
    read_list(steps, place);
  }

  void read_list(const YamlNode* list, const Place& place) {
    std::size_t number = 0;
    for (const YamlNode* item : azure_items(list)) {
      ++number;
      const AzureMap map(item);
      if (map.empty()) continue;
      if (map.find("stage") != nullptr) {
        read_stage(map, place, number);
      } else if (map.find_any({"job", "deployment"}) != nullptr) {
        read_job(*item, map, place, number);
      } else if (map.find("template") != nullptr) {
        read_template(map, {place.job, key_path(place.path, number - 1), place.runner});
      } else if (is_azure_step(map)) {
        read_azure_step(builder_, place.job, *item, map, number, key_path(place.path, number - 1));
      }
    }
  }

  void read_stage(const AzureMap& map, const Place& place, std::size_t number) {
    std::string name(map.text("stage"));
    if (name.empty()) name = std::to_string(number);
    Place inner{kNoFact, key_path(place.path, name), runner_of(map.find("pool"))};
    if (inner.runner.empty()) inner.runner = place.runner;
    inner.is_guarded = is_azure_guard(map);
    read_variables({}, map.find("variables"), key_path(inner.path, "variables"));
    inner.path = key_path(inner.path, "jobs");
    read_list(map.find("jobs"), inner);
  }

  void read_job(const YamlNode& node, const AzureMap& map, const Place& place, std::size_t number) {
    const YamlNode* key = map.find_any({"job", "deployment"});
    std::string name(text_of(key));
    if (name.empty()) name = std::to_string(number);
    const std::string path = key_path(place.path, name);
    Job job = builder_.job_at(name, nullptr, node, path);
    job.name_range = builder_.range_of(*key);
    job.runner = runner_of(map.find("pool"));
    if (job.runner.empty()) job.runner = place.runner;
    job.is_guarded = place.is_guarded || is_azure_guard(map);
    const YamlNode* environment = map.find("environment");
    job.environment = std::string(is_scalar(environment) ? text_of(environment)
                                                         : AzureMap(environment).text("name"));
    const Place inner{builder_.add(std::move(job)), path, place.runner};
    const Scope scope{inner.job, kNoFact};
    read_variables(scope, map.find("variables"), key_path(path, "variables"));
    bind_all(BindingKind::kEnvironment, scope, AzureMap(map.find("container")).find("env"),
             key_path(path, "container/env"));
    const AzureMap strategy(map.find("strategy"));
    for (const MappingEntry& leg : azure_entries(strategy.find("matrix")))
      bind_all(BindingKind::kVariable, scope, leg.value,
               key_path(path, "strategy/matrix/" + std::string(leg.name)));
    read_list(map.find("steps"), {inner.job, key_path(path, "steps"), {}});
    read_strategy(strategy, {inner.job, key_path(path, "strategy"), {}}, 0);
    if (is_mapping(map.find("template"))) read_template(map, inner);
  }

  // runOnce: deploy: steps, on: failure: steps, ...
  void read_strategy(const AzureMap& map, const Place& place, int depth) {
    constexpr int kDepth = 4;
    if (depth == kDepth) return;
    for (const MappingEntry& entry : map.entries()) {
      const Place inner{place.job, key_path(place.path, entry.name), {}};
      if (entry.name == "steps") {
        read_list(entry.value, inner);
      } else if (entry.name != "matrix") {
        read_strategy(AzureMap(entry.value), inner, depth + 1);
      }
    }
  }

  void bind_all(BindingKind kind, Scope scope, const YamlNode* mapping, const std::string& path) {
    for (const MappingEntry& entry : azure_entries(mapping))
      builder_.bind(kind, scope, entry, path);
  }

  void read_variables(Scope scope, const YamlNode* variables, const std::string& path) {
    bind_all(BindingKind::kVariable, scope, variables, path);
    for (const YamlNode* item : azure_items(variables)) {
      const AzureMap map(item);
      const YamlNode* name = map.find("name");
      const YamlNode* value = map.find("value");
      if (is_scalar(name) && is_scalar(value)) {
        const std::string text(text_of(name));
        builder_.bind(BindingKind::kVariable, scope, text, builder_.range_of(*name),
                      builder_.value_of(*value), key_path(path, text));
      } else if (const YamlNode* group = map.find("group"); is_scalar(group)) {
        builder_.refer("azure-variable-group", "variable-group", builder_.value_of(*group),
                       {scope, SecretSink::kEnv, {}, key_path(path, "group")});
      } else if (map.find("template") != nullptr) {
        read_template(map, {scope.job, path, {}});
      }
    }
  }

  // A template that is taken in, and what is handed to it: values, and steps, jobs or stages.
  void read_template(const AzureMap& map, const Place& place) {
    const YamlNode* target = map.find("template");
    if (!is_scalar(target)) return;
    const std::string text(text_of(target));
    const std::size_t at_sign = text.find('@');
    const bool is_elsewhere = at_sign != std::string::npos && text.substr(at_sign) != "@self";
    // A repository that the resources declare is an include already.
    if (!is_elsewhere || !repositories_.contains(text.substr(at_sign + 1))) {
      Include include;
      include.kind = is_elsewhere ? IncludeKind::kProject : IncludeKind::kFile;
      include.scope = {place.job, kNoFact};
      include.target = text;
      include.range = builder_.range_of(*target);
      include.key_path = key_path(place.path, "template");
      include.is_same_repository = include.is_same_owner = include.is_pinned = !is_elsewhere;
      std::string file = azure_template_path(path_, text);
      include.is_resolved = builder_.names().files.contains(file);
      if (include.is_resolved) include.files.push_back(std::move(file));
      builder_.definition().includes.push_back(std::move(include));
    }
    read_arguments(map.find("parameters"),
                   {place.job, key_path(place.path, "parameters"), place.runner});
  }

  void read_arguments(const YamlNode* node, const Place& place) {
    for (const MappingEntry& entry : azure_entries(node)) {
      const Place inner{place.job, key_path(place.path, entry.name), place.runner};
      if (is_scalar(entry.value)) {
        builder_.bind(BindingKind::kInput, {place.job, kNoFact}, entry, place.path);
      } else if (is_sequence(entry.value)) {
        read_list(entry.value, inner);
        if (entry.name == "variables")
          read_variables({place.job, kNoFact}, entry.value, inner.path);
      } else {
        read_arguments(entry.value, inner);
      }
    }
  }

  // parameters: of a pipeline or template, as a list or, in old templates, as a mapping.
  void read_declarations(const YamlNode* parameters) {
    for (const MappingEntry& entry : azure_entries(parameters))
      read_default(entry.name, entry.key, entry.value);
    for (const YamlNode* item : azure_items(parameters)) {
      const AzureMap map(item);
      read_default(map.text("name"), map.find("name"), map.find("default"));
    }
  }

  void read_default(std::string_view name, const YamlNode* place, const YamlNode* value) {
    const std::string path = key_path("parameters", name);
    if (place == nullptr || value == nullptr) return;
    if (is_scalar(value)) {
      builder_.bind(BindingKind::kParameter, {}, std::string(name), builder_.range_of(*place),
                    builder_.value_of(*value), path);
    } else {
      read_list(value, {kNoFact, path, {}});
    }
  }

  void add_trigger(std::string_view event, const YamlNode* node, bool is_outside) {
    if (node == nullptr || text_of(node) == "none") return;
    Trigger trigger;
    trigger.event = std::string(event);
    trigger.range = builder_.range_of(*node);
    trigger.is_outside = is_outside;
    // Builds of forks get no secrets unless the pipeline's settings say so.
    trigger.has_secrets = !is_outside;
    builder_.definition().triggers.push_back(std::move(trigger));
  }

  void read_triggers(const AzureMap& root) {
    add_trigger("trigger", root.find("trigger"), false);
    add_trigger("pr", root.find("pr"), true);
    add_trigger("schedules", root.find("schedules"), false);
  }

  void read_resources(const YamlNode* resources) {
    const AzureMap map(resources);
    for (const YamlNode* item : azure_items(map.find("repositories")))
      read_repository(AzureMap(item));
    for (const YamlNode* item : azure_items(map.find("containers"))) {
      const AzureMap container(item);
      refer_endpoint(container, "resources/containers");
      bind_all(BindingKind::kParameter, {}, container.find("env"), "resources/containers/env");
    }
    for (const YamlNode* item : azure_items(map.find("pipelines")))
      add_trigger("pipeline", AzureMap(item).find("trigger"), false);
    for (const YamlNode* item : azure_items(map.find("webhooks"))) {
      const AzureMap webhook(item);
      add_trigger("webhook", webhook.find("webhook"), false);
      refer_endpoint(webhook, "resources/webhooks");
    }
  }

  void refer_endpoint(const AzureMap& map, const std::string& path) {
    const YamlNode* endpoint = map.find_any({"endpoint", "connection", "azureSubscription"});
    if (!is_scalar(endpoint)) return;
    builder_.refer("azure-service-connections", "connection", builder_.value_of(*endpoint),
                   {{}, SecretSink::kCredentials, {}, key_path(path, "endpoint")});
  }

  void read_repository(const AzureMap& map) {
    const YamlNode* name = map.find_any({"name", "repository"});
    if (!is_scalar(name)) return;
    repositories_.insert(std::string(map.text("repository")));
    Include include;
    include.kind = IncludeKind::kProject;
    include.target = std::string(text_of(name));
    include.revision = std::string(map.text("ref"));
    include.range = builder_.range_of(*name);
    include.key_path = key_path("resources/repositories", map.text("repository"));
    include.is_pinned = is_pinned_revision(include.revision);
    builder_.definition().includes.push_back(std::move(include));
    refer_endpoint(map, key_path("resources/repositories", map.text("repository")));
  }

  AzureBuilder& builder_;
  std::string_view path_;
  std::set<std::string> repositories_;  // that the resources declare
};

void read(const DefinitionSource& source, Definition& into, std::vector<Diagnostic>&) {
  AzureBuilder builder(source, into);
  PipelineReader(builder, source.path).run(root_of(source.yaml));
}

}  // namespace

extern const Platform kAzurePipelinesPlatform;
const Platform kAzurePipelinesPlatform = {
    .id = "azure-pipelines",
    .name = "Azure Pipelines",
    .syntax = DefinitionSyntax::kYaml,
    .has_path = has_path,
    .has_shape = has_shape,
    .shape_keys = "stages jobs steps variables extends",
    .read = read,
};

}  // namespace keyhound
