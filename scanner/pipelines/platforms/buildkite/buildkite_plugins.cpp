// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/platforms/buildkite/buildkite_plugins.h"

#include <algorithm>
#include <array>

#include "scanner/base/ascii.h"
#include "scanner/pipelines/platforms/buildkite/buildkite_scripts.h"

namespace keyhound {
namespace {

// "aws-sm" of "seek-oss/aws-sm#v2.3.1" and "https://…/aws-sm-buildkite-plugin.git#v2.3.1".
std::string plugin_name(std::string_view uses) {
  std::string name = to_lower_ascii(uses.substr(0, uses.find('#')));
  for (const std::string_view end : {".git", "-buildkite-plugin"})
    if (name.ends_with(end)) name.resize(name.size() - end.size());
  return name.substr(name.rfind('/') + 1);
}

// A setting that names whom the job becomes.
struct IdentityInput {
  std::string_view plugin;
  std::string_view input;
  std::string_view store;
};
constexpr std::array<IdentityInput, 6> kIdentityInputs = {{
    {"aws-assume-role", "role", "aws-iam"},
    {"aws-assume-role-with-web-identity", "role-arn", "aws-iam"},
    {"aws-assume-role-with-web-identity", "role_arn", "aws-iam"},
    {"ecr", "assume-role", "aws-iam"},
    {"gcp-workload-identity-federation", "service-account", "gcp-service-account"},
    {"gcp-workload-identity-federation", "audience", "gcp-workload-identity"},
}};

class PluginReader {
 public:
  PluginReader(SettingsBuilder& builder, Scope job, Scope step, std::string plugin,
               std::string path)
      : builder_(builder),
        job_(job),
        step_(step),
        plugin_(std::move(plugin)),
        path_(std::move(path)) {}

  void run(const YamlNode* settings) {
    if (plugin_ == "aws-sm") {
      read_fetched(at(settings, "secrets"), "secrets", "aws-secrets-manager");
      read_fetched(at(settings, "env"), "env", "aws-secrets-manager");
      read_files(at(settings, "file"));
    } else if (plugin_ == "aws-ssm") {
      read_fetched(at(settings, "parameters"), "parameters", "aws-parameter-store");
    } else if (plugin_ == "secrets") {
      read_buildkite_secrets(builder_, job_, at(settings, "variables"),
                             key_path(path_, "variables"));
      read_named(at(settings, "env"), "env");
    } else if (plugin_.starts_with("vault-")) {
      read_vault(settings);
    } else {
      read_settings(settings);
    }
  }

 private:
  void read_settings(const YamlNode* settings) {
    for (const MappingEntry& entry : entries_of(settings, true)) {
      if (plugin_ == "docker-login" && entry.name == "password") {
        builder_.bind(BindingKind::kRegistryPassword, step_, entry, path_);
      } else if (entry.name == "password-env" && is_scalar(entry.value)) {
        read_password_variable(*entry.value);
      } else if (!read_identity(entry)) {
        builder_.bind_entry(BindingKind::kInput, step_, entry, path_);
      }
    }
    if (plugin_ == "artifacts") read_upload(at(settings, "upload"));
    if (plugin_ == "cache") read_cache(settings);
  }

  bool read_identity(const MappingEntry& entry) {
    for (const IdentityInput& input : kIdentityInputs) {
      if (input.plugin != plugin_ || input.input != entry.name || !is_scalar(entry.value)) continue;
      SecretReference reference = reference_at(*entry.value, input.store, entry.name);
      reference.kind = "identity";
      reference.sink = SecretSink::kInput;
      builder_.add(std::move(reference));
      builder_.definition().jobs[job_.job].has_federation = true;
      return true;
    }
    return false;
  }

  // password-env: the name of a variable that the agent has.
  void read_password_variable(const YamlNode& node) {
    SecretReference reference = reference_at(node, "buildkite-environment", "password-env");
    reference.bound_as = reference.name;
    reference.sink = SecretSink::kCredentials;
    builder_.add(std::move(reference));
  }

  SecretReference reference_at(const YamlNode& node, std::string_view store,
                               std::string_view input) {
    SecretReference reference;
    reference.scope = step_;
    reference.store = std::string(store);
    reference.name = std::string(text_of(&node));
    reference.id = reference.name;
    reference.range = builder_.range_of(node);
    reference.key_path = key_path(path_, input);
    if (reference.name.find('$') != std::string::npos) reference.resolution = Resolution::kPattern;
    return reference;
  }

  // Adds a reference that a variable of the job is bound to.
  void bind(std::string_view variable, const YamlNode& place, SecretReference reference) {
    reference.scope = job_;
    reference.bound_as = std::string(variable);
    Binding binding;
    binding.scope = job_;
    binding.name = std::string(variable);
    binding.name_range = builder_.range_of(place);
    binding.value = SourceText::slice(builder_.text(), reference.range);
    binding.key_path = reference.key_path;
    binding.references.push_back(builder_.add(std::move(reference)));
    builder_.add(std::move(binding));
  }

  // VARIABLE: id, or VARIABLE: {secret-id: id, json-key: .field}
  void read_fetched(const YamlNode* node, std::string_view input, std::string_view store) {
    for (const MappingEntry& entry : entries_of(node, true)) {
      const YamlNode* id = is_mapping(entry.value) ? at(entry.value, "secret-id") : entry.value;
      if (!is_scalar(id)) continue;
      SecretReference reference = reference_at(*id, store, input);
      std::string_view field = text_of(at(entry.value, "json-key"));
      if (field.starts_with('.')) field.remove_prefix(1);
      reference.field = std::string(field);
      bind(entry.name, *entry.key, std::move(reference));
    }
  }

  void read_files(const YamlNode* node) {
    for (const YamlNode* item : items_of(node)) {
      const YamlNode* id = at(item, "secret-id");
      if (!is_scalar(id)) continue;
      SecretReference reference = reference_at(*id, "aws-secrets-manager", "file");
      reference.sink = SecretSink::kFile;
      builder_.add(std::move(reference));
    }
  }

  // A secret of Buildkite's that holds several variables.
  void read_named(const YamlNode* node, std::string_view input) {
    if (!is_scalar(node)) return;
    SecretReference reference = buildkite_secret(job_, text_of(node));
    reference.range = builder_.range_of(*node);
    reference.key_path = key_path(path_, input);
    builder_.add(std::move(reference));
  }

  // The settings of several plugins of one kind: where in the vault, which field, which variable.
  void read_vault(const YamlNode* settings) {
    const auto any = [&](std::initializer_list<std::string_view> names) -> const YamlNode* {
      for (const std::string_view name : names)
        if (is_scalar(at(settings, name))) return at(settings, name);
      return nullptr;
    };
    const YamlNode* path = any({"path", "secret_path", "secret-path"});
    if (path == nullptr) return read_settings(settings);
    const YamlNode* variable = any({"env_var", "exported_env_variable_name", "env-var"});
    SecretReference reference = reference_at(*path, "vault", "path");
    reference.field = std::string(text_of(any({"field", "secret_key", "secret-key"})));
    if (variable != nullptr) {
      bind(text_of(variable), *variable, std::move(reference));
    } else {
      builder_.add(std::move(reference));
    }
  }

  void read_upload(const YamlNode* files) {
    if (files == nullptr) return;
    Artifact artifact;
    artifact.scope = step_;
    artifact.paths = builder_.paths(files);
    artifact.key_path = key_path(path_, "upload");
    artifact.range = builder_.range_of(*files);
    builder_.definition().artifacts.push_back(std::move(artifact));
  }

  void read_cache(const YamlNode* settings) {
    const YamlNode* files = at(settings, "path");
    if (files == nullptr) files = at(settings, "paths");
    if (files == nullptr) return;
    Cache cache;
    cache.scope = step_;
    cache.paths = builder_.paths(files);
    cache.key_path = key_path(path_, "path");
    cache.range = builder_.range_of(*files);
    builder_.definition().caches.push_back(std::move(cache));
  }

  SettingsBuilder& builder_;
  Scope job_;
  Scope step_;
  std::string plugin_;
  std::string path_;
};

}  // namespace

void read_buildkite_plugins(SettingsBuilder& builder, Scope scope, const YamlNode* node,
                            const std::string& path) {
  const auto add = [&](const YamlNode& name, const YamlNode& place, const YamlNode* settings) {
    if (!builder.take_visit()) return;
    Step step = builder.step_at(scope.job, place, key_path(path, text_of(&name)));
    step.uses = std::string(text_of(&name));
    step.uses_range = builder.range_of(name);
    step.name = plugin_name(step.uses);
    const std::string plugin = step.name;
    const Scope inner{scope.job, builder.add(std::move(step))};
    PluginReader(builder, scope, inner, plugin, key_path(path, text_of(&name))).run(settings);
  };
  // A mapping of plugins, or a list of names and of such mappings.
  for (const YamlNode* item : items_of(node)) {
    if (is_scalar(item)) add(*item, *item, nullptr);
    for (const MappingEntry& entry : entries_of(item, true)) add(*entry.key, *item, entry.value);
  }
}

}  // namespace keyhound
