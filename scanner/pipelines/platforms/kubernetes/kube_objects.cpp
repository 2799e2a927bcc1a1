// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/platforms/kubernetes/kube_objects.h"

#include <algorithm>

#include "scanner/base/ascii.h"
#include "scanner/base/text_decode.h"
#include "scanner/pipelines/facts/name_value.h"

namespace keyhound {
namespace {

// v1, v1beta1, apps/v1: https://kubernetes.io/docs/reference/using-api/#api-versioning
bool is_api_version(std::string_view text) {
  const std::size_t slash = text.find('/');
  const std::string_view group =
      slash == std::string_view::npos ? std::string_view() : text.substr(0, slash);
  std::string_view version = slash == std::string_view::npos ? text : text.substr(slash + 1);
  const bool is_group = std::all_of(group.begin(), group.end(), [](char c) {
    return is_lower_ascii(c) || is_digit_ascii(c) || c == '.' || c == '-';
  });
  if (!is_group || version.size() < 2 || version[0] != 'v' || !is_digit_ascii(version[1]))
    return false;
  return std::all_of(version.begin() + 1, version.end(),
                     [](char c) { return is_lower_ascii(c) || is_digit_ascii(c); });
}

// Mozilla SOPS keeps its keys beside the encrypted values: https://getsops.io/docs/
bool is_sops(const YamlNode& object) { return is_mapping(at(&object, "sops")); }

bool is_ciphertext(std::string_view value) { return value.starts_with("ENC["); }

// The entries of a Secret: data is base64, stringData is not. The value is what it says, at the
// place where it is written.
void read_secret_data(DefinitionBuilder& builder, const YamlNode& object, const char* field,
                      BindingKind kind, const std::string& path) {
  const std::string place = key_path(path, field);
  for (const MappingEntry& entry : entries_of(at(&object, field))) {
    const FactIndex added = builder.bind(kind, {}, entry, place);
    if (added == kNoFact) continue;
    Binding& binding = builder.definition().bindings[added];
    binding.is_sensitive = true;
    binding.is_encrypted =
        binding.is_encrypted || is_sops(object) || is_ciphertext(binding.value.text);
    if (kind != BindingKind::kSecretDataBase64 || !binding.is_literal || binding.is_encrypted)
      continue;
    std::string text = binding.value.text;
    std::erase_if(text, [](char c) { return c == '\n' || c == ' '; });
    auto decoded = from_base64(text);
    if (decoded) binding.value = {std::move(*decoded), binding.value.whole, {}};
    binding.is_literal = !binding.value.text.empty();
  }
}

// secretGenerator of Kustomize: https://kubectl.docs.kubernetes.io/references/kustomize/
void read_generators(DefinitionBuilder& builder, YamlWalkBudget& budget, const YamlNode& object,
                     const std::string& path) {
  const std::string generators = key_path(path, "secretGenerator");
  std::size_t index = 0;
  for (const YamlNode* generator : items_of(at(&object, "secretGenerator"))) {
    const std::string place = key_path(generators, index++);
    bind_name_values(builder, budget, BindingKind::kSecretData, {}, at(generator, "literals"),
                     key_path(place, "literals"));
  }
}

void add_external(DefinitionBuilder& builder, const YamlNode* reference, Scope scope,
                  std::string_view bound_as, const std::string& path) {
  const YamlNode* key = at(reference, "key");
  if (!is_scalar(key)) return;
  SecretReference found;
  found.scope = scope;
  found.store = "external-secrets";
  found.name = std::string(text_of(key));
  found.id = found.name;
  found.field = std::string(text_of(at(reference, "property")));
  found.bound_as = std::string(bound_as);
  found.sink = SecretSink::kFile;
  found.range = builder.range_of(*key);
  found.key_path = path;
  const bool is_made = found.name.find("{{") != std::string::npos;
  found.resolution = is_made ? Resolution::kPattern : Resolution::kExact;
  builder.add(std::move(found));
}

// ExternalSecret, ClusterExternalSecret: https://external-secrets.io/latest/api/externalsecret/
void read_external_secret(DefinitionBuilder& builder, const YamlNode& object, Scope scope,
                          const std::string& path) {
  const YamlNode* spec = at(&object, "spec");
  if (const YamlNode* inner = at(spec, "externalSecretSpec")) spec = inner;
  std::size_t index = 0;
  for (const YamlNode* item : items_of(at(spec, "data")))
    add_external(builder, at(item, "remoteRef"), scope, text_of(at(item, "secretKey")),
                 key_path(key_path(path, "spec/data"), index++));
  index = 0;
  for (const YamlNode* item : items_of(at(spec, "dataFrom")))
    add_external(builder, at(item, "extract"), scope, {},
                 key_path(key_path(path, "spec/dataFrom"), index++));
}

// What has containers below it is a job.
bool runs_containers(std::string_view kind) {
  constexpr std::string_view kKinds[] = {
      "Pod",     "Deployment", "StatefulSet",  "DaemonSet",       "ReplicaSet",
      "Job",     "CronJob",    "Rollout",      "PodTemplate",     "DeploymentConfig",
      "Service", "Workflow",   "CronWorkflow", "WorkflowTemplate"};
  return std::find(std::begin(kKinds), std::end(kKinds), kind) != std::end(kKinds);
}

}  // namespace

bool is_kube_object(const YamlNode& root) {
  const std::string_view kind = text_of(at(&root, "kind"));
  return is_api_version(text_of(at(&root, "apiVersion"))) && !kind.empty() &&
         is_upper_ascii(kind.front()) &&
         (is_mapping(at(&root, "metadata")) || kind == "Kustomization" || kind == "Config" ||
          is_sequence(at(&root, "items")));
}

std::string kube_name(const YamlNode& object) {
  const YamlNode* name = at(&object, {"metadata", "name"});
  if (!is_scalar(name)) name = at(&object, {"metadata", "generateName"});
  const std::string_view kind = text_of(at(&object, "kind"));
  return is_scalar(name) ? key_path(kind, text_of(name)) : std::string(kind);
}

void read_kube_object(DefinitionBuilder& builder, KubeWalk& walk, const YamlNode& object) {
  const std::string path = kube_name(object);
  const std::string_view kind = text_of(at(&object, "kind"));
  if (const YamlNode* items = at(&object, "items"); is_sequence(items)) {
    for (const YamlNode* item : items_of(items))
      if (is_mapping(item) && !is_sequence(at(item, "items")))
        read_kube_object(builder, walk, *item);
    return;
  }
  Scope scope;
  if (runs_containers(kind)) scope.job = builder.add(builder.job_at(path, nullptr, object, path));
  if (kind == "Secret") {
    read_secret_data(builder, object, "data", BindingKind::kSecretDataBase64, path);
    read_secret_data(builder, object, "stringData", BindingKind::kSecretData, path);
  } else if (kind == "SealedSecret") {
    return;  // encrypted for its cluster
  } else if (kind == "ExternalSecret" || kind == "ClusterExternalSecret") {
    read_external_secret(builder, object, scope, path);
  } else if (kind == "ConfigMap") {
    builder.bind_all(BindingKind::kVariable, scope, at(&object, "data"), key_path(path, "data"));
  } else if (kind == "Config") {
    walk.bind_values(at(&object, "users"), key_path(path, "users"));
  } else {
    if (kind == "ServiceAccount")
      walk.names(at(&object, "secrets"), scope, SecretSink::kCredentials,
                 key_path(path, "secrets"));
    if (kind == "Kustomization") read_generators(builder, walk.budget(), object, path);
    walk.visit_entries(&object, scope, path);
  }
}

void read_chart_values(KubeWalk& walk, const YamlNode& root) { walk.bind_values(&root, {}); }

}  // namespace keyhound
