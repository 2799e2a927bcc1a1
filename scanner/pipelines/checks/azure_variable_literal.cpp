// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/check.h"
#include "scanner/pipelines/facts/literal_bindings.h"
#include "scanner/pipelines/facts/script_uses.h"
#include "scanner/pipelines/finding_builder.h"
#include "scanner/pipelines/platform.h"

namespace keyhound {
namespace {

// TOKEN=$(token): Azure writes the value into the script's text, and the variable is a plain one.
void find_assigned(const Definition& definition, const Script& script,
                   std::vector<PipelineFinding>& findings) {
  if (script.uses.empty()) return;
  for (const ScriptCommand& command : script.commands.commands) {
    for (const ScriptAssignment& one : command.assignments) {
      std::vector<const ScriptUse*> uses = uses_in(script, one.value);
      std::erase_if(uses, [&](const ScriptUse* use) {
        const SecretReference& reference = definition.references[use->reference];
        const bool is_stored =
            reference.store == "azure-key-vault" || reference.store == "azure-variables";
        return use->form != UseForm::kTemplate || !is_stored || !is_kept_secret(reference);
      });
      if (uses.empty()) continue;
      const std::string names = names_of(definition, uses);
      PipelineFinding finding =
          finding_at(script, one.value.range, names, Level::kNote,
                     names + " is written into the script, which assigns it to '" + one.name + "'" +
                         in_scope(definition, script.scope));
      finding.remedy = "Map it to the step, env: {" + one.name + ": $(" +
                       definition.references[uses.front()->reference].name +
                       ")}, and let the script read the variable of its environment.";
      findings.push_back(std::move(finding));
    }
  }
}

bool is_wanted(const Definition&, const Binding& binding) {
  return binding.kind == BindingKind::kVariable;
}

void run(const CheckContext& context, std::vector<PipelineFinding>& findings) {
  const Definition& definition = context.definition;
  if (definition.platform->id != "azure-pipelines") return;
  for (const Script& script : definition.scripts) find_assigned(definition, script, findings);
  for (const CredentialBinding& one : credential_bindings(definition, is_wanted)) {
    if (one.kind != LiteralKind::kCredential) continue;
    const Binding& binding = *one.binding;
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
             "step of the pipeline gets it in its environment, and logs do not mask it. A script "
             "that assigns a stored secret, TOKEN=$(token), has its value in its text: a note.",
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
