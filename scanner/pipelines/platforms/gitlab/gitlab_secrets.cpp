// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/platforms/gitlab/gitlab_secrets.h"

#include <array>

namespace keyhound {
namespace {

struct StoredSecret {
  std::string id;
  std::string field;
};

std::string_view text_at(GitlabConfig& config, GitlabNode node, std::string_view key) {
  return text_of(config.resolve(config.at(node, key)).node);
}

std::string mounted(std::string_view mount, std::string_view path) {
  return mount.empty() ? std::string(path) : std::string(mount) + "/" + std::string(path);
}

// "path/field@mount", or {engine: {path}, path, field}.
StoredSecret read_vault(GitlabConfig& config, GitlabNode node) {
  if (is_mapping(node.node))
    return {
        mounted(text_at(config, config.at(node, "engine"), "path"), text_at(config, node, "path")),
        std::string(text_at(config, node, "field"))};
  constexpr std::string_view kDefaultMount = "kv-v2";
  const std::string_view text = text_of(node.node);
  const std::size_t at = text.rfind('@');
  const std::string_view path = text.substr(0, at);
  const std::size_t slash = path.rfind('/');
  if (slash == std::string_view::npos) return {std::string(path), {}};
  return {mounted(at == std::string_view::npos ? kDefaultMount : text.substr(at + 1),
                  path.substr(0, slash)),
          std::string(path.substr(slash + 1))};
}

StoredSecret read_named(GitlabConfig& config, GitlabNode node) {
  return {std::string(is_mapping(node.node) ? text_at(config, node, "name") : text_of(node.node)),
          {}};
}

// "id#field", or {secret_id, field}.
StoredSecret read_aws(GitlabConfig& config, GitlabNode node) {
  if (is_mapping(node.node))
    return {std::string(text_at(config, node, "secret_id")),
            std::string(text_at(config, node, "field"))};
  const std::string_view text = text_of(node.node);
  const std::size_t hash = text.rfind('#');
  if (hash == std::string_view::npos) return {std::string(text), {}};
  return {std::string(text.substr(0, hash)), std::string(text.substr(hash + 1))};
}

struct SecretStore {
  std::string_view keyword;
  std::string_view store;
  StoredSecret (*read)(GitlabConfig& config, GitlabNode node);
};

constexpr std::array<SecretStore, 6> kStores = {{
    {"vault", "vault", read_vault},
    {"azure_key_vault", "azure-key-vault", read_named},
    {"gcp_secret_manager", "gcp-secret-manager", read_named},
    {"aws_secrets_manager", "aws-secrets-manager", read_aws},
    {"gitlab_secrets_manager", "gitlab-secrets-manager", read_named},
    {"akeyless", "akeyless", read_named},
}};

// Adds the secret's reference and what the job's scripts see of it.
void add_secret(GitlabReader& reader, Scope scope, const GitlabEntry& secret, GitlabNode settings,
                GitlabNode node, const SecretStore& store, std::string_view path,
                TextRange stand_in) {
  const std::string variable(secret.entry.name);
  const bool is_own = reader.config.is_own(node.file);
  // The variable holds the path of a file, unless the job says otherwise.
  const bool is_file = !is_false(reader.config.at(settings, "file").node);
  StoredSecret stored = store.read(reader.config, node);
  SecretReference reference;
  reference.scope = scope;
  reference.store = std::string(store.store);
  reference.resolution =
      stored.id.find('$') != std::string::npos ? Resolution::kPattern : Resolution::kExact;
  reference.name = stored.id;
  reference.id = std::move(stored.id);
  reference.field = std::move(stored.field);
  reference.bound_as = variable;
  reference.sink = is_file ? SecretSink::kFile : SecretSink::kEnv;
  reference.range = is_own ? reader.builder.range_of(*node.node) : stand_in;
  reference.key_path = key_path(path, store.keyword);
  Binding binding;
  binding.kind = BindingKind::kVariable;
  binding.scope = scope;
  binding.name = variable;
  binding.name_range =
      reader.config.is_own(secret.file) ? reader.builder.range_of(*secret.entry.key) : stand_in;
  binding.value.whole = reference.range;
  binding.key_path = std::string(path);
  const FactIndex added = reader.builder.add(std::move(reference));
  if (!is_file) binding.references.push_back(added);
  reader.builder.add(std::move(binding));
}

}  // namespace

void read_gitlab_secrets(GitlabReader& reader, Scope scope, const std::vector<GitlabEntry>& secrets,
                         std::string_view path, TextRange stand_in) {
  for (const GitlabEntry& secret : secrets) {
    const GitlabNode settings = reader.config.resolve({secret.entry.value, secret.file});
    for (const SecretStore& store : kStores) {
      const GitlabNode node = reader.config.resolve(reader.config.at(settings, store.keyword));
      if (is_scalar(node.node) || is_mapping(node.node))
        add_secret(reader, scope, secret, settings, node, store, key_path(path, secret.entry.name),
                   stand_in);
    }
  }
}

void read_gitlab_id_tokens(GitlabReader& reader, Scope scope,
                           const std::vector<GitlabEntry>& tokens, std::string_view path,
                           TextRange stand_in) {
  for (const GitlabEntry& token : tokens) {
    const bool is_own = reader.config.is_own(token.file);
    Binding binding;
    binding.kind = BindingKind::kIdToken;
    binding.scope = scope;
    binding.name = std::string(token.entry.name);
    binding.name_range = is_own ? reader.builder.range_of(*token.entry.key) : stand_in;
    binding.key_path = key_path(key_path(path, token.entry.name), "aud");
    binding.value.whole = binding.name_range;
    const GitlabNode settings = reader.config.resolve({token.entry.value, token.file});
    const GitlabNode audience = reader.config.resolve(reader.config.at(settings, "aud"));
    for (const GitlabNode& item : reader.config.items(audience))
      if (is_scalar(item.node)) append_line(binding.value, gitlab_value(reader, item, stand_in));
    reader.builder.add(std::move(binding));
  }
}

}  // namespace keyhound
