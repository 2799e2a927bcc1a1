// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/platforms/kubernetes/kube_walk.h"

#include <utility>

#include "scanner/pipelines/facts/exec_script.h"

namespace keyhound {
namespace {

constexpr std::string_view kSecretStore = "kubernetes-secrets";

bool is_container_list(std::string_view name) {
  return name == "containers" || name == "initContainers" || name == "ephemeralContainers" ||
         name == "sidecars";
}

Resolution resolution_of(std::string_view name) {
  const bool is_made =
      name.find("{{") != std::string_view::npos || name.find("$(") != std::string_view::npos;
  return is_made ? Resolution::kPattern : Resolution::kExact;
}

// The Secret that Pipelines as Code makes for a run: {{ git_auth_secret }}.
bool is_made_for_run(std::string_view name) {
  return name.starts_with("{{") && name.find("git_auth_secret") != std::string_view::npos;
}

}  // namespace

FactIndex KubeWalk::refer(std::string_view store, const YamlNode* name, const YamlNode* field,
                          Scope scope, SecretSink sink, const std::string& path) {
  if (text_of(name).empty()) return kNoFact;
  SecretReference reference;
  reference.scope = scope;
  reference.store = std::string(store);
  reference.name = std::string(text_of(name));
  reference.id = reference.name;
  reference.field = std::string(text_of(field));
  reference.sink = sink;
  reference.range = builder_.range_of(*name);
  reference.key_path = path;
  reference.resolution = resolution_of(reference.name);
  if (is_made_for_run(reference.name)) {
    reference.kind = "platform-token";
    reference.is_platform_token = true;
  }
  return builder_.add(std::move(reference));
}

bool KubeWalk::enter() {
  if (!budget_.take()) return false;
  is_too_deep_ = is_too_deep_ || depth_ == kDeepest;
  if (depth_ == kDeepest) return false;
  ++depth_;
  return true;
}

void KubeWalk::visit(const YamlNode* node, Scope scope, const std::string& path) {
  if (node == nullptr || !enter()) return;
  if (is_mapping(node)) visit_entries(node, scope, path);
  if (is_sequence(node)) {
    std::size_t index = 0;
    for (const YamlNode* item : items_of(node)) visit(item, scope, key_path(path, index++));
  }
  leave();
}

void KubeWalk::visit_entries(const YamlNode* mapping, Scope scope, const std::string& path) {
  for (const MappingEntry& one : entries_of(mapping))
    visit_entry(one, scope, key_path(path, one.name));
}

void KubeWalk::visit_entry(const MappingEntry& entry, Scope scope, const std::string& path) {
  if (entry.name == "env" && is_sequence(entry.value)) {
    environment(*entry.value, scope, path);
  } else if (is_container_list(entry.name) && is_sequence(entry.value)) {
    containers(*entry.value, scope, path);
  } else if (!secret(entry, scope, path)) {
    visit(entry.value, scope, path);
  }
}

bool KubeWalk::secret(const MappingEntry& entry, Scope scope, const std::string& path) {
  const YamlNode* value = entry.value;
  if (entry.name == "secretKeyRef" || entry.name == "secretRef" ||
      entry.name == "nodePublishSecretRef" || entry.name == "gitSecretRef") {
    const YamlNode* name = at(value, "name");
    if (name == nullptr) name = at(value, "secretName");
    const YamlNode* key = at(value, "key");
    if (key == nullptr) key = at(value, "secretKey");
    refer(kSecretStore, name, key, scope, SecretSink::kEnv, path);
    return true;
  }
  if (entry.name == "secretName" && is_scalar(value)) {
    refer(kSecretStore, value, nullptr, scope, SecretSink::kFile, path);
    return true;
  }
  if (entry.name == "imagePullSecrets" && is_sequence(value)) {
    names(value, scope, SecretSink::kCredentials, path);
    return true;
  }
  if (entry.name == "serviceAccountName" && is_scalar(value)) {
    const FactIndex added =
        refer("kubernetes-service-accounts", value, nullptr, scope, SecretSink::kCredentials, path);
    if (added != kNoFact) builder_.definition().references[added].kind = "identity";
    return true;
  }
  return false;
}

void KubeWalk::names(const YamlNode* list, Scope scope, SecretSink sink, const std::string& path) {
  std::size_t index = 0;
  for (const YamlNode* item : items_of(list))
    if (budget_.take())
      refer(kSecretStore, is_mapping(item) ? at(item, "name") : item, nullptr, scope, sink,
            key_path(path, index++));
}

void KubeWalk::environment(const YamlNode& list, Scope scope, const std::string& path) {
  std::size_t index = 0;
  for (const YamlNode* item : items_of(&list)) {
    const std::string place = key_path(path, index++);
    const YamlNode* name = at(item, "name");
    if (!budget_.take() || !is_scalar(name)) continue;
    if (const YamlNode* value = at(item, "value"); is_scalar(value)) {
      builder_.bind(BindingKind::kEnvironment, scope, std::string(text_of(name)),
                    builder_.range_of(*name), builder_.value_of(*value), place);
      continue;
    }
    const YamlNode* source = at(item, "valueFrom");
    if (!is_mapping(source)) continue;
    Binding binding;
    binding.scope = scope;
    binding.name = std::string(text_of(name));
    binding.name_range = builder_.range_of(*name);
    binding.value.whole = builder_.range_of(*source);
    binding.key_path = place;
    const YamlNode* secret = at(source, "secretKeyRef");
    const FactIndex reference =
        refer(kSecretStore, at(secret, "name"), at(secret, "key"), scope, SecretSink::kEnv, place);
    if (reference != kNoFact) {
      builder_.definition().references[reference].bound_as = binding.name;
      binding.references.push_back(reference);
    }
    builder_.add(std::move(binding));
  }
}

void KubeWalk::containers(const YamlNode& list, Scope scope, const std::string& path) {
  std::size_t index = 0;
  for (const YamlNode* item : items_of(&list)) {
    const std::string place = key_path(path, index++);
    if (is_mapping(item)) container(*item, scope.job, std::to_string(index), place);
  }
}

void KubeWalk::container(const YamlNode& node, FactIndex job, std::string_view number,
                         const std::string& path) {
  if (!enter()) return;
  Step step = builder_.step_at(job, node, path);
  const YamlNode* name = at(&node, "name");
  step.name = std::string(is_scalar(name) ? text_of(name) : number);
  if (const YamlNode* called = at(&node, {"ref", "name"}); is_scalar(called)) {
    step.uses = std::string(text_of(called));
    step.uses_range = builder_.range_of(*called);
  }
  const Scope scope{job, builder_.add(std::move(step))};
  for (const MappingEntry& one : entries_of(&node)) {
    const bool is_command = one.name == "command" || one.name == "args" || one.name == "script";
    if (!is_command) visit_entry(one, scope, key_path(path, one.name));
  }
  script(node, scope, path);
  leave();
}

// `script:` of Tekton, or the script that command and arguments hand to a shell.
void KubeWalk::script(const YamlNode& node, Scope scope, const std::string& path) {
  if (const YamlNode* text = at(&node, "script"); is_scalar(text)) {
    const ScriptLanguage language = language_of_script(text_of(text), ScriptLanguage::kPosix);
    builder_.script(scope, text, key_path(path, "script"), language);
    return;
  }
  std::vector<SourceText> words;
  for (const std::string_view key : {"command", "args"})
    for (const YamlNode* item : items_of(at(&node, key)))
      if (budget_.take() && is_scalar(item)) words.push_back(builder_.value_of(*item));
  auto found = script_of_words(words);
  if (found)
    builder_.script(scope, std::move(found->text), key_path(path, "command"), found->language);
}

void KubeWalk::bind_values(const YamlNode* node, const std::string& path) {
  if (node == nullptr || !enter()) return;
  if (is_sequence(node)) {
    std::size_t index = 0;
    for (const YamlNode* item : items_of(node)) bind_values(item, key_path(path, index++));
  }
  for (const MappingEntry& one : entries_within(budget_, node)) bind_value(one, path);
  leave();
}

void KubeWalk::bind_value(const MappingEntry& entry, const std::string& path) {
  const std::string place = key_path(path, entry.name);
  if (entry.name == "env" && is_sequence(entry.value)) {
    environment(*entry.value, {}, place);
  } else if (is_scalar(entry.value) && entry.name == "existingSecret") {
    refer(kSecretStore, entry.value, nullptr, {}, SecretSink::kInput, place);
  } else if (!secret(entry, {}, place)) {
    if (is_scalar(entry.value)) builder_.bind(BindingKind::kVariable, {}, entry, path);
    bind_values(entry.value, place);
  }
}

}  // namespace keyhound
