// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/check.h"
#include "scanner/pipelines/facts/literal_bindings.h"
#include "scanner/pipelines/finding_builder.h"
#include "scanner/pipelines/platform.h"

namespace keyhound {
namespace {

bool is_wanted(const Definition&, const Binding& binding) {
  return binding.kind == BindingKind::kVariable;
}

void run(const CheckContext& context, std::vector<PipelineFinding>& findings) {
  const Definition& definition = context.definition;
  if (definition.platform->id != "gitlab-ci") return;
  for (const CredentialBinding& one : credential_bindings(definition, is_wanted)) {
    const Binding& binding = *one.binding;
    const bool is_temporary = one.kind == LiteralKind::kThrowAway;
    findings.push_back(finding_at(
        binding, is_temporary ? Level::kNote : Level::kWarning,
        (is_temporary ? "the password of a temporary database, '" : "the credential '") +
            binding.name + "' has a literal value" + in_scope(definition, binding.scope) +
            "; variables of a definition can be neither masked nor protected"));
  }
}

}  // namespace

extern const Check kGitlabVariablesLiteralCheck;
const Check kGitlabVariablesLiteralCheck = {
    .info = {.id = "gitlab-variables-literal",
             .number = "P22",
             .title = "Credential among the variables of a GitLab definition",
             .description =
                 "A variable that is named like a credential has its value in the definition. "
                 "GitLab masks and protects variables of its settings only: this one is shown in "
                 "job logs and given to every branch, and everybody who can read the repository "
                 "has it.",
             .remedy = "Replace the credential, keep the new one as a masked and protected "
                       "variable of the project or group, or fetch it with `secrets:`, and take "
                       "the variable out of the definition. Is it a dummy, say so in the value.",
             .level = Level::kWarning,
             .weaknesses = "CWE-798 CICD-SEC-6 NHI2",
             .reference = "https://docs.gitlab.com/ci/variables/"},
    .run = run,
};

}  // namespace keyhound
