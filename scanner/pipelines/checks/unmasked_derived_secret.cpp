// SPDX-License-Identifier: Apache-2.0
#include <set>

#include "scanner/pipelines/check.h"
#include "scanner/pipelines/finding_builder.h"

namespace keyhound {
namespace {

// The references that scripts use, through the environment or as text.
std::set<FactIndex> used_in_scripts(const Definition& definition) {
  std::set<FactIndex> used;
  for (const Script& script : definition.scripts)
    for (const ScriptUse& use : script.uses) used.insert(use.reference);
  return used;
}

void run(const CheckContext& context, std::vector<PipelineFinding>& findings) {
  const Definition& definition = context.definition;
  const std::set<FactIndex> used = used_in_scripts(definition);
  FactIndex index = 0;
  for (const SecretReference& reference : definition.references) {
    const bool is_used = used.contains(index++);
    if (!reference.is_derived || reference.is_whole_store || !is_kept_secret(reference)) continue;
    const bool is_sure = sureness_of(reference) == Confidence::kHigh;
    findings.push_back(finding_at(reference, is_used && is_sure ? Level::kError : Level::kWarning,
                                  "a value derived from " + name_of(reference) +
                                      " is not masked in logs" +
                                      in_scope(definition, reference.scope)));
  }
}

}  // namespace

extern const Check kUnmaskedDerivedSecretCheck;
const Check kUnmaskedDerivedSecretCheck = {
    .info = {.id = "unmasked-derived-secret",
             .number = "P06",
             .title = "A part of a secret is not masked in logs",
             .description =
                 "Logs mask a secret's whole value only. What is taken out of it, as with "
                 "fromJSON(secrets.X).field, is printed as it is: by the runner itself, which "
                 "lists each step's environment and inputs, and by every command that shows it.",
             .remedy = "Keep each field as a secret of its own, or have a step mask the value with "
                       "::add-mask:: before anything uses it.",
             .level = Level::kWarning,
             .weaknesses = "CWE-532 CICD-SEC-6",
             .reference = "https://docs.github.com/en/actions/reference/security/secure-use"},
    .run = run,
};

}  // namespace keyhound
