// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/check.h"
#include "scanner/pipelines/finding_builder.h"

namespace keyhound {
namespace {

void run(const CheckContext& context, std::vector<PipelineFinding>& findings) {
  for (const SecretReference& reference : context.definition.references) {
    // `secrets: inherit` has a check of its own.
    if (!reference.is_whole_store || reference.sink == SecretSink::kSecretsMap) continue;
    findings.push_back(finding_at(reference, Level::kError,
                                  "every secret that this repository can read is loaded" +
                                      in_scope(context.definition, reference.scope)));
  }
}

}  // namespace

extern const Check kWholeSecretsContextCheck;
const Check kWholeSecretsContextCheck = {
    .info = {.id = "whole-secrets-context",
             .number = "P04",
             .title = "All secrets are loaded at once",
             .description =
                 "The whole secrets context, or one of its values by a name that is made at run "
                 "time, gives the job every secret of repository and organisation, and nobody can "
                 "say which ones it needs.",
             .remedy = "Name each secret that the job needs: secrets.NAME.",
             .level = Level::kError,
             .weaknesses = "CWE-266 CICD-SEC-6 NHI5",
             .reference = "https://docs.github.com/en/actions/reference/security/secure-use"},
    .run = run,
};

}  // namespace keyhound
