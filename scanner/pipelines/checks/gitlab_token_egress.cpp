// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "scanner/base/ascii.h"
#include "scanner/pipelines/check.h"
#include "scanner/pipelines/facts/script_uses.h"
#include "scanner/pipelines/finding_builder.h"
#include "scanner/pipelines/platform.h"
#include "scanner/pipelines/scripts/script_urls.h"

namespace keyhound {
namespace {

constexpr std::string_view kOldTokens = "CI_JOB_JWT";

bool is_job_credential(const SecretReference& reference) {
  constexpr std::array<std::string_view, 4> kNames = {"CI_JOB_TOKEN", "CI_BUILD_TOKEN",
                                                      "CI_REGISTRY_PASSWORD", "CI_DEPLOY_PASSWORD"};
  return std::find(kNames.begin(), kNames.end(), reference.id) != kNames.end();
}

// A server that takes GitLab's own tokens: by its name, by GitLab's paths, or by the user that goes
// with the token. Which host an instance has, a definition does not tell.
bool is_gitlab(const ScriptUrl& url) {
  const std::string host = to_lower_ascii(url.host.text);
  if (host.find("gitlab") != std::string::npos || host.starts_with("git.") || host == "localhost")
    return true;
  for (const std::string_view path : {"/api/v4", "/api/graphql", "/-/", ".git"})
    if (url.whole.text.find(path) != std::string::npos) return true;
  const std::string user = url.user ? url.user->text : std::string();
  return user == "gitlab-ci-token" || user == "oauth2";
}

// The first address of the command that is written out and is none of GitLab's.
std::string foreign_host(const ScriptCommand& command) {
  for (const ScriptWord& word : command.words) {
    if (word.text.find("://") == std::string::npos) continue;
    for (const ScriptUrl& url : find_urls(word)) {
      const bool is_literal = url.host.expansions.empty() && !url.host.has_substitution &&
                              !url.host.text.empty() && !url.scheme.empty();
      if (is_literal && !is_gitlab(url)) return url.host.text;
    }
  }
  return {};
}

void check_command(const Definition& definition, const Script& script, const ScriptCommand& command,
                   std::vector<PipelineFinding>& findings) {
  for (const ScriptWord& word : command.words) {
    for (const ScriptUse* use : uses_in(script, word)) {
      const SecretReference& reference = definition.references[use->reference];
      if (!is_job_credential(reference)) continue;
      const std::string host = foreign_host(command);
      if (host.empty()) return;
      findings.push_back(finding_at(
          script, use->range, reference.id, Level::kWarning,
          "'" + reference.id + "' is sent to " + host + in_scope(definition, script.scope)));
      return;
    }
  }
}

void check_audience(const Definition& definition, const Binding& token,
                    std::vector<PipelineFinding>& findings) {
  const std::string& audience = token.value.text;
  const bool is_any = audience.empty() || audience.find('*') != std::string::npos;
  const bool is_shared = audience.find('\n') != std::string::npos;
  if (!is_any && !is_shared) return;
  PipelineFinding finding =
      finding_at(token, is_any ? Level::kWarning : Level::kNote,
                 "the id token '" + token.name + "'" + in_scope(definition, token.scope) +
                     (is_any ? " names nobody it is for: whoever gets it can use it anywhere"
                             : " is for several parties: each can use it with the others"));
  finding.remedy = "Give each party a token of its own, whose `aud` names that party alone.";
  findings.push_back(std::move(finding));
}

void run(const CheckContext& context, std::vector<PipelineFinding>& findings) {
  const Definition& definition = context.definition;
  if (definition.platform->id != "gitlab-ci") return;
  for (const Script& script : definition.scripts) {
    if (script.uses.empty()) continue;
    for (const ScriptCommand& command : script.commands.commands)
      check_command(definition, script, command, findings);
  }
  for (const Binding& binding : definition.bindings)
    if (binding.kind == BindingKind::kIdToken) check_audience(definition, binding, findings);
  for (const SecretReference& reference : definition.references) {
    if (!reference.id.starts_with(kOldTokens)) continue;
    PipelineFinding finding =
        finding_at(reference, Level::kWarning,
                   "'" + reference.id + "'" + in_scope(definition, reference.scope) +
                       " is a token without an audience, which GitLab 17 took away");
    finding.remedy = "Declare a token under `id_tokens:` with the audience that it is for.";
    findings.push_back(std::move(finding));
  }
}

}  // namespace

extern const Check kGitlabTokenEgressCheck;
const Check kGitlabTokenEgressCheck = {
    .info = {.id = "gitlab-token-egress",
             .number = "P23",
             .title = "Job token leaves GitLab",
             .description =
                 "The job's own token is sent to a server that is not GitLab, or an id token is "
                 "good for more than one party. Whoever runs that server can act as the job.",
             .remedy = "Send the token to $CI_API_V4_URL or $CI_SERVER_HOST only; give the other "
                       "server a credential of its own.",
             .level = Level::kWarning,
             .weaknesses = "CWE-522 CICD-SEC-2 NHI5",
             .reference = "https://docs.gitlab.com/ci/jobs/ci_job_token/"},
    .run = run,
};

}  // namespace keyhound
