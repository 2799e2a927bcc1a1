// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>

#include "scanner/base/ascii.h"
#include "scanner/pipelines/check.h"
#include "scanner/pipelines/facts/later_values.h"
#include "scanner/pipelines/finding_builder.h"
#include "scanner/pipelines/platform.h"

namespace keyhound {
namespace {

// How the script's language reads a variable of the environment.
std::string variable_in(ScriptLanguage language, const std::string& name) {
  switch (language) {
    case ScriptLanguage::kPosix:
      return "\"$" + name + "\"";
    case ScriptLanguage::kPowerShell:
      return "$env:" + name;
    case ScriptLanguage::kBatch:
      return "%" + name + "%";
    case ScriptLanguage::kOther:
      return "the variable " + name;
  }
  return name;
}

// "API_TOKEN" of api-token: names of inputs are none of variables.
std::string as_variable(std::string_view name) {
  std::string variable =
      name.find('-') == std::string_view::npos ? std::string(name) : to_upper_ascii(name);
  std::replace(variable.begin(), variable.end(), '-', '_');
  return variable;
}

std::string remedy_for(const Script& script, const SecretReference& reference) {
  // `${{ env.X }}`: the variable is there.
  if (reference.sink == SecretSink::kEnv && !reference.bound_as.empty())
    return "Use " + variable_in(script.language, reference.bound_as) +
           " in the script, which the environment has already.";
  const std::string name = reference.name.empty() ? "SECRET" : reference.name;
  // An output has its context in its name: steps.login.outputs.key.
  const bool is_output = reference.store == kActionOutputs;
  const std::string context = is_output ? "" : reference.kind == "input" ? "inputs." : "secrets.";
  const std::string variable = as_variable(is_output ? reference.id : name);
  return "Give it to the step with `env: " + variable + ": ${{ " + context + name +
         " }}`, and use " + variable_in(script.language, variable) + " in the script.";
}

void run(const CheckContext& context, std::vector<PipelineFinding>& findings) {
  const Definition& definition = context.definition;
  if (definition.platform->id != "github-actions") return;
  for (const Script& script : definition.scripts) {
    std::map<std::string, std::size_t> told;  // by secret, the finding
    for (const ScriptUse& use : script.uses) {
      const SecretReference& reference = definition.references[use.reference];
      if (use.form != UseForm::kTemplate || !is_kept_secret(reference) || reference.is_whole_store)
        continue;
      const TextRange place = script.text.source_of(use.range);
      const auto [known, is_new] = told.try_emplace(reference.id, findings.size());
      if (!is_new) {
        findings[known->second].related.push_back(place);
        continue;
      }
      PipelineFinding finding =
          finding_at(script, use.range, reference.id,
                     sureness_of(reference) == Confidence::kHigh ? Level::kWarning : Level::kNote,
                     name_of(reference) + " is written into the text of the script" +
                         in_scope(definition, script.scope));
      finding.remedy = remedy_for(script, reference);
      findings.push_back(std::move(finding));
    }
  }
}

}  // namespace

extern const Check kSecretInScriptTemplateCheck;
const Check kSecretInScriptTemplateCheck = {
    .info =
        {.id = "secret-in-script-template",
         .number = "P11",
         .title = "A secret is expanded into a script",
         .description =
             "The platform writes the secret's value into the script before it runs. The value "
             "lies on the runner's disk then, its quotes and dollar signs are read as code, and "
             "no quoting of the script helps.",
         .remedy = "Give the secret to the step as a variable of its environment, and use the "
                   "variable in the script.",
         .level = Level::kWarning,
         .weaknesses = "CWE-78 CICD-SEC-6",
         .reference = "https://docs.github.com/en/actions/reference/security/secure-use"},
    .run = run,
};

}  // namespace keyhound
