// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/platforms/github/github_stores.h"

#include <algorithm>
#include <array>

#include "scanner/base/ascii.h"
#include "scanner/pipelines/source_text_builder.h"

namespace keyhound {
namespace {

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\"'");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\"';") + 1 - first);
}

// What one line of an input names.
struct Named {
  std::string_view id;
  std::string_view field;
  std::string_view variable;
};

// "kv/data/pay key | NAME ;" of hashicorp/vault-action and those that wrap it.
// https://github.com/hashicorp/vault-action
Named read_vault_line(std::string_view line) {
  const std::size_t bar = line.find('|');
  const std::string_view source = trimmed(line.substr(0, bar));
  const std::size_t blank = source.rfind(' ');
  const bool has_field = blank != std::string_view::npos;
  return {trimmed(has_field ? source.substr(0, blank) : source),
          has_field ? source.substr(blank + 1) : std::string_view(),
          bar == std::string_view::npos ? std::string_view() : trimmed(line.substr(bar + 1))};
}

// "NAME, id" or "id" of aws-secretsmanager-get-secrets.
// https://github.com/aws-actions/aws-secretsmanager-get-secrets
Named read_aws_line(std::string_view line) {
  const std::size_t comma = line.find(',');
  if (comma == std::string_view::npos) return {trimmed(line), {}, {}};
  return {trimmed(line.substr(comma + 1)), {}, trimmed(line.substr(0, comma))};
}

// "output:project/name/version" of get-secretmanager-secrets.
// https://github.com/google-github-actions/get-secretmanager-secrets
Named read_google_line(std::string_view line) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return {trimmed(line), {}, {}};
  return {trimmed(line.substr(colon + 1)), {}, trimmed(line.substr(0, colon))};
}

Named read_name(std::string_view line) { return {trimmed(line), {}, {}}; }

// Lists that an action's input holds: one secret on a line (or between commas).
struct StoreInput {
  std::string_view action;  // the action's name ends so
  std::string_view input;
  std::string_view store;
  Named (*read)(std::string_view line);
  char separator = '\n';
};

constexpr std::array<StoreInput, 7> kStoreInputs = {{
    {"vault-action", "secrets", "vault", read_vault_line, ';'},
    {"vault-action-wrapper", "secrets", "vault", read_vault_line, ';'},
    {"aws-secretsmanager-get-secrets", "secret-ids", "aws-secrets-manager", read_aws_line},
    {"get-secretmanager-secrets", "secrets", "gcp-secret-manager", read_google_line},
    {"get-keyvault-secrets", "secrets", "azure-key-vault", read_name, ','},
    {"wait-for-secrets", "secrets", "wait-for-secrets", read_google_line},
    {"secrets-fetch-action", "secrets", "doppler", read_name},
}};

// Inputs that name whom the job becomes, not a secret.
struct IdentityInput {
  std::string_view action;
  std::string_view input;
  std::string_view store;
};

constexpr std::array<IdentityInput, 5> kIdentityInputs = {{
    {"configure-aws-credentials", "role-to-assume", "aws-iam"},
    {"google-github-actions/auth", "workload_identity_provider", "gcp-workload-identity"},
    {"google-github-actions/auth", "service_account", "gcp-service-account"},
    {"azure/login", "client-id", "azure-ad"},
    {"azure/login", "tenant-id", "azure-ad-tenant"},
}};

// The entries of a list, each a part of the value.
std::vector<SourceText> split(const SourceText& value, char separator) {
  std::vector<SourceText> parts;
  for (const SourceText& line : lines_of(value)) {
    std::size_t begin = 0;
    while (begin <= line.text.size()) {
      const std::size_t end = std::min(line.text.find(separator, begin), line.text.size());
      if (!trimmed(std::string_view(line.text).substr(begin, end - begin)).empty())
        parts.push_back(
            part_of(line, {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}));
      begin = end + 1;
    }
  }
  return parts;
}

void add_named(DefinitionBuilder& builder, Scope scope, const StoreInput& input,
               const SourceText& line, const std::string& path) {
  const Named named = input.read(line.text);
  if (named.id.empty() || named.id.front() == '#') return;
  SecretReference reference;
  reference.scope = scope;
  reference.store = std::string(input.store);
  reference.id = std::string(named.id);
  reference.name = reference.id;
  reference.field = std::string(named.field);
  reference.bound_as = std::string(named.variable);
  reference.range = line.whole;
  reference.key_path = path;
  const bool is_made = line.text.find("${{") != std::string::npos;
  reference.resolution = is_made ? Resolution::kPattern : Resolution::kExact;
  builder.add(std::move(reference));
}

bool ends_in(std::string_view action, std::string_view name) {
  return action == name ||
         (action.ends_with(name) && action[action.size() - name.size() - 1] == '/');
}

void add_identity(DefinitionBuilder& builder, Scope scope, const IdentityInput& input,
                  const MappingEntry& entry, std::string_view path) {
  if (!is_scalar(entry.value) || text_of(entry.value).find("${{") != std::string_view::npos) return;
  SecretReference reference;
  reference.scope = scope;
  reference.store = std::string(input.store);
  reference.kind = "identity";
  reference.id = std::string(text_of(entry.value));
  reference.name = reference.id;
  reference.sink = SecretSink::kInput;
  reference.range = builder.range_of(*entry.value);
  reference.key_path = key_path(path, entry.name);
  builder.add(std::move(reference));
}

}  // namespace

bool read_store_input(DefinitionBuilder& builder, Scope scope, std::string_view action,
                      const MappingEntry& entry, std::string_view path) {
  const std::string name = to_lower_ascii(entry.name);
  for (const IdentityInput& input : kIdentityInputs)
    if (ends_in(action, input.action) && name == input.input)
      add_identity(builder, scope, input, entry, path);
  for (const StoreInput& input : kStoreInputs) {
    if (!ends_in(action, input.action) || name != input.input || !is_scalar(entry.value)) continue;
    const std::string place = key_path(path, entry.name);
    for (const SourceText& line : split(builder.value_of(*entry.value), input.separator))
      add_named(builder, scope, input, line, place);
    return true;
  }
  return false;
}

}  // namespace keyhound
