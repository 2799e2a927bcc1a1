// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <set>

#include "scanner/base/ascii.h"
#include "scanner/filters/generic/name_traits.h"
#include "scanner/filters/generic/placeholder_words.h"
#include "scanner/pipelines/check.h"
#include "scanner/pipelines/facts/credential_literal.h"
#include "scanner/pipelines/finding_builder.h"

namespace keyhound {
namespace {

bool is_secret_data(const Binding& binding) {
  return (binding.kind == BindingKind::kSecretData ||
          binding.kind == BindingKind::kSecretDataBase64) &&
         binding.is_literal && !binding.is_encrypted;
}

bool has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

// Entries that Secrets of a type have, and what makes them a credential.
// https://kubernetes.io/docs/concepts/configuration/secret/#secret-types
bool is_typed_credential(std::string_view name, std::string_view value) {
  if (name == ".dockerconfigjson" || name == ".dockercfg")
    return has(value, "\"auth\"") || has(value, "\"password\"");
  return has(value, "PRIVATE KEY-----");
}

// Entries that stand beside a credential and are none.
bool is_companion(std::string_view name) {
  constexpr std::array<std::string_view, 20> kNames = {
      "username", "user",   "host",     "hostname", "port",      "database", "dbname",
      "name",     "url",    "uri",      "endpoint", "type",      "email",    "region",
      "project",  "issuer", "provider", "server",   "namespace", "bucket"};
  const std::string lower = to_lower_ascii(name);
  for (const std::string_view one : kNames)
    if (lower == one || lower.ends_with("_" + std::string(one)) ||
        lower.ends_with("-" + std::string(one)))
      return true;
  return lower.ends_with(".crt") || lower.ends_with(".pub");
}

std::optional<Level> level_of(const Binding& binding) {
  const std::string_view value = binding.value.text;
  if (is_typed_credential(binding.name, value)) return Level::kError;
  // Databases of a cluster are no throw-aways: the name does not count.
  if (judge_literal("password", value) != LiteralKind::kCredential) {
    // What a person calls a password and keeps in a Secret may be the one in use: "pass".
    const bool is_password = read_name(binding.name).kind == NameKind::kPassword;
    const PlaceholderTraits traits = read_placeholder(value, {});
    const bool is_filler = traits.is_whole && !traits.is_field_name;
    const bool is_in_use = !is_credential_place(value) && !is_filler;
    return is_password && is_in_use ? std::optional(Level::kWarning) : std::nullopt;
  }
  if (is_credential_name(binding.name)) return Level::kError;
  return is_companion(binding.name) ? std::nullopt : std::optional(Level::kWarning);
}

void run(const CheckContext& context, std::vector<PipelineFinding>& findings) {
  std::set<std::uint32_t> places;
  for (const Binding& binding : context.definition.bindings) {
    if (!is_secret_data(binding)) continue;
    const auto level = level_of(binding);
    if (!level || !places.insert(binding.value.whole.begin).second) continue;
    const bool is_encoded = binding.kind == BindingKind::kSecretDataBase64;
    findings.push_back(
        finding_at(binding, *level,
                   "a Secret keeps '" + binding.name + "' unencrypted in the repository" +
                       (is_encoded ? " (base64 hides nothing)" : "") + ", at " + binding.key_path));
  }
}

}  // namespace

extern const Check kK8sSecretManifestCheck;
const Check kK8sSecretManifestCheck = {
    .info = {.id = "k8s-secret-manifest",
             .number = "P18",
             .title = "Kubernetes Secret in plain text",
             .description = "The manifest of a Secret holds its values. Base64 is a notation, not "
                            "encryption: everybody who can read the repository has them.",
             .remedy = "Replace the values in the cluster, and keep them in a secret store that "
                       "the cluster reads (External Secrets), or encrypted in the repository "
                       "(Sealed Secrets, SOPS).",
             .level = Level::kError,
             .weaknesses = "CWE-312 CWE-798 CICD-SEC-6 NHI2",
             .reference = "https://kubernetes.io/docs/concepts/security/secrets-good-practices/"},
    .run = run,
};

}  // namespace keyhound
