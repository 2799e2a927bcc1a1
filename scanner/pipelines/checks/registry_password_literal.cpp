// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "scanner/pipelines/check.h"
#include "scanner/pipelines/facts/credential_literal.h"
#include "scanner/pipelines/finding_builder.h"

namespace keyhound {
namespace {

void run(const CheckContext& context, std::vector<PipelineFinding>& findings) {
  for (const Binding& binding : context.definition.bindings) {
    if (binding.kind != BindingKind::kRegistryPassword || !binding.is_literal) continue;
    if (is_credential_place(binding.value.text)) continue;
    findings.push_back(
        finding_at(binding, Level::kError,
                   fmt::format("the registry password '{}' is hard-coded{}", binding.name,
                               in_scope(context.definition, binding.scope))));
  }
}

}  // namespace

extern const Check kRegistryPasswordLiteralCheck;
const Check kRegistryPasswordLiteralCheck = {
    .info = {.id = "registry-password-literal",
             .number = "P02",
             .title = "Registry password in a definition",
             .description =
                 "A password for pulling images stands in the definition, where everybody who can "
                 "read the repository finds it.",
             .remedy = "Change the password at the registry, keep the new one in the platform's "
                       "secret store, and name it here.",
             .level = Level::kError,
             .weaknesses = "CWE-798 CICD-SEC-6 NHI2",
             .reference = "https://docs.github.com/en/actions/how-tos/write-workflows/"
                          "choose-where-workflows-run/run-jobs-in-a-container"},
    .run = run,
};

}  // namespace keyhound
