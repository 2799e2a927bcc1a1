// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/check.h"
#include "scanner/pipelines/facts/literal_bindings.h"
#include "scanner/pipelines/finding_builder.h"
#include "scanner/pipelines/platform.h"

namespace keyhound {
namespace {

// Not what another check speaks of: one value is one finding.
bool is_wanted(const Definition& definition, const Binding& binding) {
  const std::string_view platform = definition.platform->id;
  if (platform == "terraform" || platform == "ansible" || platform == "docker-compose")
    return false;
  switch (binding.kind) {
    case BindingKind::kEnvironment:
      return platform != "gitlab-ci";
    case BindingKind::kVariable:
      return platform != "gitlab-ci" && platform != "azure-pipelines";
    case BindingKind::kInput:
    case BindingKind::kParameter:
    case BindingKind::kSecretsMap:
      return true;
    default:
      return false;
  }
}

void run(const CheckContext& context, std::vector<PipelineFinding>& findings) {
  const Definition& definition = context.definition;
  for (const CredentialBinding& one : credential_bindings(definition, is_wanted)) {
    const bool is_temporary = one.kind == LiteralKind::kThrowAway;
    findings.push_back(
        finding_at(*one.binding, is_temporary ? Level::kNote : Level::kWarning,
                   (is_temporary ? "the password of a temporary database, '" : "the credential '") +
                       one.binding->name + "' has a literal value" +
                       in_scope(definition, one.binding->scope)));
  }
}

}  // namespace

extern const Check kCredentialKeyLiteralCheck;
const Check kCredentialKeyLiteralCheck = {
    .info = {.id = "credential-key-literal",
             .number = "P03",
             .title = "Literal value under the name of a credential",
             .description =
                 "A variable, input or parameter that is named like a credential has its value in "
                 "the definition, where everybody who can read the repository finds it.",
             .remedy = "Move the value to the platform's secret store, name it here, and replace "
                       "it where it is in use. Is it a dummy, say so in the value (test-only) or "
                       "suppress the finding with a reason.",
             .level = Level::kWarning,
             .weaknesses = "CWE-798 CICD-SEC-6 NHI2",
             .reference = "https://cheatsheetseries.owasp.org/cheatsheets/"
                          "CI_CD_Security_Cheat_Sheet.html"},
    .run = run,
};

}  // namespace keyhound
