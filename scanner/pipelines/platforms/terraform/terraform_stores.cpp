// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/platforms/terraform/terraform_stores.h"

#include <array>

namespace keyhound {
namespace {

// What of a type's arguments says which secret it is.
struct StoreType {
  std::string_view type;  // ends in *: its beginning
  std::string_view store;
  std::array<std::string_view, 3> names;  // of arguments; those that are there are joined by /
};

// https://registry.terraform.io/browse/providers
constexpr std::array<StoreType, 14> kTypes = {{
    {"vault_kv_secret_v2", "vault", {"mount", "name", ""}},
    {"vault_kv_secret", "vault", {"path", "", ""}},
    {"vault_generic_secret", "vault", {"path", "", ""}},
    {"vault_*", "vault", {"backend", "path", "role"}},
    {"aws_secretsmanager_secret", "aws-secrets-manager", {"name", "arn", ""}},
    {"aws_secretsmanager_secret_version", "aws-secrets-manager", {"secret_id", "", ""}},
    {"aws_secretsmanager_random_password", "", {"", "", ""}},
    {"aws_ssm_parameter", "aws-ssm", {"name", "", ""}},
    {"aws_ssm_parameters_by_path", "aws-ssm", {"path", "", ""}},
    {"google_secret_manager_*", "gcp-secret-manager", {"project", "secret", "secret_id"}},
    {"azurerm_key_vault_secret", "azure-key-vault", {"name", "", ""}},
    {"azurerm_key_vault_certificate_data", "azure-key-vault", {"name", "", ""}},
    {"onepassword_item", "1password", {"vault", "title", "uuid"}},
    {"doppler_secrets", "doppler", {"project", "config", ""}},
}};

bool is_type(std::string_view pattern, std::string_view type) {
  if (!pattern.ends_with('*')) return pattern == type;
  return type.starts_with(pattern.substr(0, pattern.size() - 1));
}

bool is_text(const HclValue& value) {
  return value.kind == HclValueKind::kString && !value.text.text.empty();
}

}  // namespace

std::optional<SecretReference> secret_of_data(const HclBlock& block) {
  if (block.labels.empty()) return std::nullopt;
  const std::string& type = block.labels.front().text;
  for (const StoreType& one : kTypes) {
    if (!is_type(one.type, type)) continue;
    if (one.store.empty()) return std::nullopt;
    SecretReference reference;
    reference.store = std::string(one.store);
    reference.range = block.labels.front().whole;
    for (const std::string_view name : one.names) {
      const HclAttribute* attribute = name.empty() ? nullptr : block.find(name);
      if (attribute == nullptr) continue;
      if (!is_text(attribute->value)) {
        if (name != "project") reference.resolution = Resolution::kDynamic;
        continue;
      }
      if (!attribute->value.interpolations.empty()) reference.resolution = Resolution::kPattern;
      if (!reference.name.empty()) reference.name += '/';
      reference.name += attribute->value.text.text;
      reference.range = attribute->value.range;
    }
    if (reference.name.empty()) {
      // The block's own name says more than nothing.
      reference.resolution = Resolution::kDynamic;
      reference.name = type + "." + (block.labels.size() > 1 ? block.labels[1].text : "");
    }
    reference.id = reference.name;
    return reference;
  }
  return std::nullopt;
}

}  // namespace keyhound
