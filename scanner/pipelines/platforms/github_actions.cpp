// SPDX-License-Identifier: Apache-2.0
// GitHub Actions: workflows and actions, also those of Gitea and Forgejo, which read the same.
// https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax
#include <algorithm>

#include "scanner/base/ascii.h"
#include "scanner/pipelines/called_definitions.h"
#include "scanner/pipelines/facts/called_workflow.h"
#include "scanner/pipelines/facts/definition_builder.h"
#include "scanner/pipelines/finding_builder.h"
#include "scanner/pipelines/platform.h"
#include "scanner/pipelines/platforms/github/github_conditions.h"
#include "scanner/pipelines/platforms/github/github_steps.h"
#include "scanner/pipelines/platforms/github/github_values.h"

namespace keyhound {
namespace {

bool is_yaml(std::string_view path) { return path.ends_with(".yml") || path.ends_with(".yaml"); }

bool is_action_file(std::string_view path) {
  const std::string_view name = path.substr(path.find_last_of('/') + 1);
  return name == "action.yml" || name == "action.yaml";
}

bool has_path(std::string_view path) {
  for (const std::string_view folder :
       {".github/workflows/", ".gitea/workflows/", ".forgejo/workflows/"}) {
    const std::size_t at = path.rfind(folder);
    const bool is_folder = at != std::string_view::npos && (at == 0 || path[at - 1] == '/');
    if (is_folder && path.find('/', at + folder.size()) == std::string_view::npos)
      return is_yaml(path);
  }
  return is_action_file(path);
}

bool has_shape(const YamlDocument& document) {
  const YamlNode* root = root_of(&document);
  if (is_mapping(at(root, "runs")) && at(root, {"runs", "using"}) != nullptr) return true;
  const auto jobs = entries_of(at(root, "jobs"));
  return !jobs.empty() && at(root, "on") != nullptr &&
         std::any_of(jobs.begin(), jobs.end(), [](const MappingEntry& job) {
           return at(job.value, "runs-on") != nullptr || at(job.value, "uses") != nullptr;
         });
}

void add_trigger(DefinitionBuilder& builder, std::string_view event, TextRange range) {
  Trigger trigger;
  trigger.event = std::string(event);
  trigger.range = range;
  if (const StrangerEvent* known = find_stranger_event(event)) {
    trigger.is_outside = true;
    trigger.has_secrets = known->has_secrets;
  }
  builder.definition().triggers.push_back(std::move(trigger));
}

// Secrets that a workflow asks of its callers, as parameters (facts/called_workflow.h). They are
// named as any other secret where it uses them.
void read_declared_secrets(DefinitionBuilder& builder, const YamlNode* on) {
  const std::string path = "on/workflow_call/secrets";
  for (const MappingEntry& entry : entries_of(at(on, {"workflow_call", "secrets"}))) {
    Binding binding;
    binding.kind = BindingKind::kParameter;
    binding.name = std::string(kDeclaredSecret) + std::string(entry.name);
    binding.name_range = builder.range_of(*entry.key);
    binding.value.whole = binding.name_range;
    binding.key_path = key_path(path, entry.name);
    binding.is_sensitive = true;
    builder.add(std::move(binding));
  }
}

// Defaults of inputs, which whoever starts or calls the workflow may leave as they are.
void read_input_defaults(DefinitionBuilder& builder, const YamlNode* inputs,
                         const std::string& path) {
  for (const MappingEntry& input : entries_of(inputs)) {
    const YamlNode* value = at(input.value, "default");
    if (is_scalar(value))
      builder.bind(BindingKind::kParameter, {}, std::string(input.name),
                   builder.range_of(*input.key), builder.value_of(*value),
                   key_path(key_path(path, input.name), "default"));
  }
}

void read_triggers(DefinitionBuilder& builder, const YamlNode* on) {
  read_declared_secrets(builder, on);
  for (const char* event : {"workflow_dispatch", "workflow_call"})
    read_input_defaults(builder, at(on, {event, "inputs"}),
                        key_path(key_path("on", event), "inputs"));
  constexpr std::size_t kMostEvents = 64;  // GitHub knows fewer; every reference lists them
  const std::size_t most = builder.definition().triggers.size() + kMostEvents;
  const auto is_full = [&] { return builder.definition().triggers.size() >= most; };
  for (const MappingEntry& entry : entries_of(on))
    if (!is_full()) add_trigger(builder, entry.name, builder.range_of(*entry.key));
  if (is_mapping(on)) return;
  for (const YamlNode* item : items_of(on))
    if (!is_full()) add_trigger(builder, text_of(item), builder.range_of(*item));
}

// "contents: write", or "write-all".
std::vector<std::string> permissions_of(const YamlNode* node) {
  constexpr std::size_t kMostPermissions = 64;  // GitHub knows fewer; every job lists them
  std::vector<std::string> permissions;
  if (is_scalar(node)) permissions.emplace_back(text_of(node));
  for (const MappingEntry& entry : entries_of(node))
    if (permissions.size() < kMostPermissions)
      permissions.push_back(std::string(entry.name) + ": " + std::string(text_of(entry.value)));
  return permissions;
}

bool mints_id_token(const std::vector<std::string>& permissions) {
  return std::any_of(permissions.begin(), permissions.end(), [](const std::string& one) {
    return one == "id-token: write" || one == "write-all";
  });
}

std::string labels_of(const YamlNode* runs_on) {
  if (is_mapping(runs_on)) {
    const YamlNode* labels = at(runs_on, "labels");
    runs_on = labels != nullptr ? labels : at(runs_on, "group");
  }
  std::string labels;
  for (const YamlNode* item : items_of(runs_on)) {
    if (!labels.empty()) labels += ", ";
    labels += text_of(item);
  }
  return labels;
}

// A container or service: its registry's password, and what its processes see.
void read_container(DefinitionBuilder& builder, Scope scope, const YamlNode* container,
                    const std::string& path, bool is_job_container) {
  const std::string credentials = key_path(path, "credentials");
  for (const MappingEntry& entry : entries_of(at(container, "credentials")))
    builder.bind(entry.name == "password" ? BindingKind::kRegistryPassword : BindingKind::kInput,
                 scope, entry, credentials);
  // A service's variables are those of its own process only.
  builder.bind_all(is_job_container ? BindingKind::kEnvironment : BindingKind::kParameter, scope,
                   at(container, "env"), key_path(path, "env"));
}

void read_services(DefinitionBuilder& builder, Scope scope, const YamlNode* job,
                   const std::string& path) {
  if (const YamlNode* container = at(job, "container"); is_mapping(container))
    read_container(builder, scope, container, key_path(path, "container"), true);
  const std::string services = key_path(path, "services");
  for (const MappingEntry& service : entries_of(at(job, "services")))
    read_container(builder, scope, service.value, key_path(services, service.name), false);
}

// A job that calls a workflow.
void read_call(DefinitionBuilder& builder, Scope scope, const YamlNode* job,
               const std::string& path) {
  const YamlNode* uses = at(job, "uses");
  Include include;
  include.kind = IncludeKind::kWorkflow;
  include.scope = scope;
  include.target = std::string(text_of(uses));
  include.revision = std::string(action_revision(include.target));
  include.range = builder.range_of(*uses);
  include.key_path = key_path(path, "uses");
  include.is_same_repository = include.target.starts_with("./") || include.target.starts_with("$/");
  include.files = paths_of_call(builder.source().path, include.target);
  include.is_pinned = include.is_same_repository || is_pinned_revision(include.revision);
  builder.bind_all(BindingKind::kInput, scope, at(job, "with"), key_path(path, "with"));
  const YamlNode* secrets = at(job, "secrets");
  const std::string place = key_path(path, "secrets");
  if (text_of(secrets) == "inherit") {
    include.inherits_secrets = true;
    include.range = builder.range_of(*secrets);
    include.key_path = place;
    SecretReference all;
    all.scope = scope;
    all.store = "github-secrets";
    all.name = "secrets";
    all.sink = SecretSink::kSecretsMap;
    all.range = include.range;
    all.key_path = place;
    all.resolution = Resolution::kDynamic;
    all.is_whole_store = true;
    builder.add(std::move(all));
  }
  builder.bind_all(BindingKind::kSecretsMap, scope, secrets, place);
  builder.definition().includes.push_back(std::move(include));
}

std::string_view shell_of(const YamlNode* node) {
  return text_of(at(node, {"defaults", "run", "shell"}));
}

void read_job(DefinitionBuilder& builder, const MappingEntry& entry, const YamlNode* workflow,
              const std::vector<std::string>& permissions) {
  const std::string path = key_path("jobs", entry.name);
  Job job = builder.job_at(entry.name, entry.key, *entry.value, path);
  const YamlNode* environment = at(entry.value, "environment");
  job.environment =
      std::string(text_of(is_mapping(environment) ? at(environment, "name") : environment));
  job.runner = labels_of(at(entry.value, "runs-on"));
  const YamlNode* own = at(entry.value, "permissions");
  job.limits_token = own != nullptr || at(workflow, "permissions") != nullptr;
  job.permissions = own != nullptr ? permissions_of(own) : permissions;
  job.has_federation = mints_id_token(job.permissions);
  job.is_guarded = keeps_strangers_out(text_of(at(entry.value, "if")));
  const bool is_windows = to_lower_ascii(job.runner).find("windows") != std::string::npos;
  const Scope scope{builder.add(std::move(job)), kNoFact};

  builder.bind_all(BindingKind::kEnvironment, scope, at(entry.value, "env"), key_path(path, "env"));
  read_services(builder, scope, entry.value, path);
  builder.bind_all(BindingKind::kOutput, scope, at(entry.value, "outputs"),
                   key_path(path, "outputs"));
  if (is_scalar(at(entry.value, "uses"))) read_call(builder, scope, entry.value, path);

  GithubStepDefaults defaults;
  defaults.shell = shell_of(entry.value);
  if (defaults.shell.empty()) defaults.shell = shell_of(workflow);
  if (defaults.shell.empty() && is_windows) defaults.shell = "pwsh";
  read_github_steps(builder, scope.job, at(entry.value, "steps"), key_path(path, "steps"),
                    defaults);
}

void read_workflow(DefinitionBuilder& builder, const YamlNode* root) {
  builder.definition().form = "workflow";
  read_triggers(builder, at(root, "on"));
  builder.bind_all(BindingKind::kEnvironment, {}, at(root, "env"), "env");
  const auto permissions = permissions_of(at(root, "permissions"));
  for (const MappingEntry& job : entries_of(at(root, "jobs")))
    if (is_mapping(job.value)) read_job(builder, job, root, permissions);
}

void read_action(DefinitionBuilder& builder, const YamlNode* root) {
  builder.definition().form = "action";
  read_input_defaults(builder, at(root, "inputs"), "inputs");
  for (const MappingEntry& output : entries_of(at(root, "outputs"))) {
    const YamlNode* value = at(output.value, "value");
    if (is_scalar(value))
      builder.bind(BindingKind::kOutput, {}, std::string(output.name),
                   builder.range_of(*output.key), builder.value_of(*value),
                   key_path(key_path("outputs", output.name), "value"));
  }
  const YamlNode* runs = at(root, "runs");
  builder.bind_all(BindingKind::kEnvironment, {}, at(runs, "env"), "runs/env");
  read_github_steps(builder, kNoFact, at(runs, "steps"), "runs/steps", {});
}

void read(const DefinitionSource& source, Definition& into, std::vector<Diagnostic>& diagnostics) {
  GithubBuilder builder(source, into);
  const YamlNode* root = root_of(source.yaml);
  if (at(root, "runs") != nullptr && at(root, "jobs") == nullptr) {
    read_action(builder, root);
  } else {
    read_workflow(builder, root);
  }
  builder.tell_refused(diagnostics);
}

}  // namespace

extern const Platform kGithubActionsPlatform;
const Platform kGithubActionsPlatform = {
    .id = "github-actions",
    .name = "GitHub Actions",
    .syntax = DefinitionSyntax::kYaml,
    .has_path = has_path,
    .has_shape = has_shape,
    .shape_keys = "jobs runs",
    .read = read,
};

}  // namespace keyhound
