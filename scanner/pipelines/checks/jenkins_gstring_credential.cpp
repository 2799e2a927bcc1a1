// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/check.h"
#include "scanner/pipelines/finding_builder.h"

namespace keyhound {
namespace {

// The step that sends what Groovy gives it: no shell is there to read a variable.
constexpr std::string_view kRequest = "httpRequest";

std::string message_of(const Definition& definition, const Script& script,
                       std::span<const ScriptUse* const> uses) {
  return "Groovy writes " + names_of(definition, uses) + " into the text of " + script.runs_in +
         in_scope(definition, script.scope);
}

// One finding for a place that Groovy replaces, whatever it refers to.
void run(const CheckContext& context, std::vector<PipelineFinding>& findings) {
  const Definition& definition = context.definition;
  for (const Script& script : definition.scripts) {
    if (!script.is_interpolated) continue;
    for (std::size_t begin = 0; begin < script.uses.size();) {
      std::size_t end = begin;
      std::vector<const ScriptUse*> uses;
      for (; end < script.uses.size() && script.uses[end].range == script.uses[begin].range;
           ++end) {
        const ScriptUse& use = script.uses[end];
        if (use.form == UseForm::kTemplate && is_kept_secret(definition.references[use.reference]))
          uses.push_back(&use);
      }
      begin = end;
      if (uses.empty()) continue;
      PipelineFinding finding = finding_at(script, uses.front()->range, names_of(definition, uses),
                                           Level::kWarning, message_of(definition, script, uses));
      if (script.runs_in == kRequest)
        finding.remedy =
            "Let the step take it: authentication: 'the credential's id'. A header that needs the "
            "value can be kept out of the log: maskValue: true.";
      findings.push_back(std::move(finding));
    }
  }
}

}  // namespace

extern const Check kJenkinsGstringCredentialCheck;
const Check kJenkinsGstringCredentialCheck = {
    .info =
        {.id = "jenkins-gstring-credential",
         .number = "P16",
         .title = "Groovy interpolates a credential",
         .description =
             "A string in double quotes that is handed to a shell, a request or the log gets "
             "the credential's value from Groovy. The value becomes part of the command line that "
             "other processes see, of files on the agent, and of the shell's syntax.",
         .remedy = "Put the string in single quotes, so that the shell reads the variable "
                   "itself: sh 'curl -u \"$USERPASS\" …'.",
         .level = Level::kWarning,
         .weaknesses = "CWE-214 CWE-78 CICD-SEC-6",
         .reference = "https://www.jenkins.io/doc/book/pipeline/jenkinsfile/"
                      "#string-interpolation"},
    .run = run,
};

}  // namespace keyhound
