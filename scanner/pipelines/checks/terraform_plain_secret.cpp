// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "scanner/pipelines/check.h"
#include "scanner/pipelines/facts/literal_bindings.h"
#include "scanner/pipelines/finding_builder.h"
#include "scanner/pipelines/platform.h"

namespace keyhound {
namespace {

bool is_wanted(const Definition&, const Binding&) { return true; }

std::string_view described(BindingKind kind) {
  switch (kind) {
    case BindingKind::kProviderArgument:
      return "the argument '";
    case BindingKind::kParameter:
      return "the default of '";
    case BindingKind::kOutput:
      return "the output '";
    case BindingKind::kInput:
      return "the argument '";
    default:
      return "the variable '";
  }
}

// An output that hands a secret on and does not say so: it is printed, and read from the state.
bool shows_secret(const Definition& definition, const Binding& binding) {
  if (binding.kind != BindingKind::kOutput || binding.is_sensitive) return false;
  return std::any_of(binding.references.begin(), binding.references.end(),
                     [&](FactIndex index) { return is_kept_secret(definition.references[index]); });
}

void run(const CheckContext& context, std::vector<PipelineFinding>& findings) {
  const Definition& definition = context.definition;
  if (definition.platform->id != "terraform") return;
  for (const CredentialBinding& one : credential_bindings(definition, is_wanted)) {
    // Arguments of resources have many meanings; those of providers and variables do not.
    const bool is_argument = one.binding->kind == BindingKind::kInput;
    findings.push_back(finding_at(*one.binding, is_argument ? Level::kWarning : Level::kError,
                                  std::string(described(one.binding->kind)) + one.binding->name +
                                      "' is a credential in plain text, at " +
                                      one.binding->key_path));
  }
  for (const Binding& binding : definition.bindings) {
    if (!shows_secret(definition, binding)) continue;
    findings.push_back(finding_at(binding, Level::kWarning,
                                  "the output '" + binding.name + "' shows " +
                                      names_of(definition, binding.references) +
                                      ": it is not marked as sensitive"));
  }
}

}  // namespace

extern const Check kTerraformPlainSecretCheck;
const Check kTerraformPlainSecretCheck = {
    .info = {.id = "terraform-plain-secret",
             .number = "P20",
             .title = "Credential in a Terraform configuration",
             .description =
                 "A provider, a variable's default or a file of variables holds a credential in "
                 "plain text, or an output shows one.",
             .remedy = "Replace it, and read it from a secret manager (an ephemeral resource or a "
                       "data source), or take it from a variable without a default that is marked "
                       "sensitive = true. Mark the output sensitive = true.",
             .level = Level::kError,
             .weaknesses = "CWE-798 CWE-312 CICD-SEC-6 NHI2",
             .reference =
                 "https://developer.hashicorp.com/terraform/language/manage-sensitive-data"},
    .run = run,
};

}  // namespace keyhound
