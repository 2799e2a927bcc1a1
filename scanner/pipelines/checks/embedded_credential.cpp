// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "scanner/pipelines/check.h"
#include "scanner/pipelines/finding_builder.h"
#include "scanner/pipelines/place.h"
#include "scanner/pipelines/platform.h"

namespace keyhound {
namespace {

void run(const CheckContext& context, std::vector<PipelineFinding>& findings) {
  const Definition& definition = context.definition;
  if (definition.credentials.empty()) return;
  PlaceFinder places(definition);
  FactIndex index = 0;
  for (const EmbeddedCredential& credential : definition.credentials) {
    const PipelinePlace place = places.place_at(credential.range);
    PipelineFinding finding;
    finding.level = Level::kError;
    finding.range = credential.range;
    finding.scope = places.scope_at(credential.range);
    finding.key_path = place.key_path;
    finding.subject = credential.title;
    finding.message = fmt::format("{} embedded in a definition of {}{}{}", credential.title,
                                  definition.platform->name, in_scope(definition, finding.scope),
                                  place.key_path.empty() ? "" : ", at " + place.key_path);
    finding.credential = index++;
    findings.push_back(std::move(finding));
  }
}

}  // namespace

extern const Check kEmbeddedCredentialCheck;
const Check kEmbeddedCredentialCheck = {
    .info = {.id = "embedded-credential",
             .number = "P01",
             .title = "Credential in a definition",
             .description =
                 "A credential stands in a pipeline definition. Everybody who can read the "
                 "repository has it, and every copy of its history keeps it.",
             .remedy = "Revoke it at its provider, keep the new one in the platform's secret "
                       "store, name it here, and purge the history.",
             .level = Level::kError,
             .weaknesses = "CWE-798 CICD-SEC-6 NHI2",
             .reference = "https://cwe.mitre.org/data/definitions/798.html"},
    .run = run,
};

}  // namespace keyhound
