// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/check.h"
#include "scanner/pipelines/facts/credential_literal.h"
#include "scanner/pipelines/finding_builder.h"
#include "scanner/pipelines/platform.h"

namespace keyhound {
namespace {

void run(const CheckContext& context, std::vector<PipelineFinding>& findings) {
  const Definition& definition = context.definition;
  if (definition.platform->id != "azure-pipelines") return;
  for (const Binding& binding : definition.bindings) {
    if (binding.kind != BindingKind::kVariable || !binding.is_literal) continue;
    if (!is_credential_name(binding.name)) continue;
    if (judge_literal(binding.name, binding.value.text) != LiteralKind::kCredential) continue;
    findings.push_back(finding_at(binding, Level::kWarning,
                                  "the pipeline variable '" + binding.name +
                                      "' is a literal, which Azure does not keep secret" +
                                      in_scope(definition, binding.scope)));
  }
}

}  // namespace

extern const Check kAzureVariableLiteralCheck;
const Check kAzureVariableLiteralCheck = {
    .info =
        {.id = "azure-variable-literal",
         .number = "P21",
         .title = "Credential in a pipeline variable",
         .description =
             "A variable with a credential's name has its value in the definition. Variables in "
             "YAML are never secret: everybody who can read the repository has the value, every "
             "step of the pipeline gets it in its environment, and logs do not mask it.",
         .remedy = "Change the credential at its provider, keep it as a secret variable of the "
                   "pipeline or in a variable group that is linked to a key vault, and map it "
                   "to the steps that need it: env: {NAME: $(NAME)}.",
         .level = Level::kWarning,
         .weaknesses = "CWE-798 CICD-SEC-6 NHI2",
         .reference = "https://learn.microsoft.com/azure/devops/pipelines/process/"
                      "set-secret-variables"},
    .run = run,
};

}  // namespace keyhound
