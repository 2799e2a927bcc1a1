// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <initializer_list>
#include <set>

#include "scanner/base/ascii.h"
#include "scanner/pipelines/check.h"
#include "scanner/pipelines/facts/step_inputs.h"
#include "scanner/pipelines/finding_builder.h"
#include "scanner/pipelines/platform.h"

namespace keyhound {
namespace {

// RELEASE_PAT, GH_PAT_BOT, BOT_ACCESS_TOKEN: where a token of GitHub goes, a personal one.
bool is_personal_token(const SecretReference& reference) {
  if (reference.store != "github-secrets" || !is_kept_secret(reference)) return false;
  const std::string name = "_" + reference.id + "_";
  if (name.find("_ACCESS_TOKEN_") != std::string::npos) return true;
  // GHPAT and MYPAT are written together; COMPAT and SPAT are words.
  const std::size_t at = name.find("PAT_");
  if (at == std::string::npos) return false;
  const std::string_view before = std::string_view(name).substr(0, at);
  return before.ends_with('_') || before.ends_with("GH") || before.ends_with("GITHUB") ||
         before.ends_with("MY") || before.ends_with("BOT");
}

const SecretReference* personal_token(const Definition& definition, const Binding& binding) {
  for (const FactIndex index : binding.references)
    if (is_personal_token(definition.references[index])) return &definition.references[index];
  return nullptr;
}

// Whether a checkout stays in the own repository: another one, or submodules, may need the token.
bool is_of_own_repository(const StepInputs& inputs, FactIndex step) {
  const Binding* repository = inputs.find(step, "repository");
  const bool is_own = repository == nullptr ||
                      repository->value.text.find("github.repository") != std::string::npos;
  const Binding* submodules = inputs.find(step, "submodules");
  const bool is_alone = submodules == nullptr || submodules->value.text == "false";
  return is_own && is_alone;
}

bool holds_any(std::string_view text, std::initializer_list<std::string_view> parts) {
  return std::any_of(parts.begin(), parts.end(), [text](std::string_view part) {
    return text.find(part) != std::string_view::npos;
  });
}

// `gh api repos/{owner}/{repo}/issues`: gh fills in the repository that it is called in. What only
// administrators may ask for, the job's token may not.
bool is_own_api_call(const ScriptCommand& command) {
  return std::any_of(command.words.begin() + 2, command.words.end(), [](const ScriptWord& word) {
    const std::string_view text = word.text;
    return holds_any(text,
                     {"repos/{owner}/{repo}/", "repos/:owner/:repo/", "repos/$GITHUB_REPOSITORY/",
                      "repos/${GITHUB_REPOSITORY}/", "repos/${{ github.repository }}/"}) &&
           !holds_any(text, {"/secrets", "/variables", "/protection", "/hooks", "/keys",
                             "/collaborators", "/rulesets", "/environments", "/runners"});
  });
}

// `gh pr create` and the like, in the own repository.
bool is_own_gh_call(const ScriptCommand& command) {
  constexpr std::array<std::string_view, 5> kOwnParts = {"pr", "issue", "release", "run", "label"};
  if (command.words.size() < 2 || command.words.front().text != "gh") return false;
  const std::string& part = command.words[1].text;
  if (part == "api") return is_own_api_call(command);
  if (std::find(kOwnParts.begin(), kOwnParts.end(), part) == kOwnParts.end()) return false;
  return std::none_of(command.words.begin() + 2, command.words.end(), [](const ScriptWord& word) {
    return word.text.starts_with("-R") || word.text.starts_with("--repo");
  });
}

enum class GhUse { kNone, kHere, kElsewhere };

GhUse use_of_gh(const Script& script) {
  GhUse use = GhUse::kNone;
  for (const ScriptCommand& command : script.commands.commands) {
    if (command.words.empty()) continue;
    const std::string& name = command.words.front().text;
    if (name == "gh" && !is_own_gh_call(command)) return GhUse::kElsewhere;
    if (name == "git" || name == "curl") return GhUse::kElsewhere;  // may go elsewhere with it
    if (name == "gh") use = GhUse::kHere;
  }
  return use;
}

// The scopes whose scripts call gh for the own repository, and for nothing else: steps, their jobs,
// all of the definition.
std::set<Scope> scopes_with_gh_here(const Definition& definition) {
  std::set<Scope> here;
  std::set<Scope> elsewhere;
  for (const Script& script : definition.scripts) {
    const GhUse use = use_of_gh(script);
    if (use == GhUse::kNone) continue;
    for (const Scope& scope : {script.scope, Scope{script.scope.job, kNoFact}, Scope{}})
      (use == GhUse::kHere ? here : elsewhere).insert(scope);
  }
  for (const Scope& one : elsewhere) here.erase(one);
  return here;
}

void run(const CheckContext& context, std::vector<PipelineFinding>& findings) {
  const Definition& definition = context.definition;
  const bool has_any =
      std::any_of(definition.references.begin(), definition.references.end(), is_personal_token);
  if (definition.platform->id != "github-actions" || !has_any) return;
  const StepInputs inputs(definition);
  const std::set<Scope> calling = scopes_with_gh_here(definition);
  for (const Binding& binding : definition.bindings) {
    const Step* step = step_of(definition, binding.scope);
    const bool is_checkout = binding.kind == BindingKind::kInput && step != nullptr &&
                             step->is_checkout && to_lower_ascii(binding.name) == "token" &&
                             is_of_own_repository(inputs, binding.scope.step);
    const bool is_gh = binding.kind == BindingKind::kEnvironment &&
                       (binding.name == "GH_TOKEN" || binding.name == "GITHUB_TOKEN") &&
                       calling.contains(binding.scope);
    if (!is_checkout && !is_gh) continue;
    const SecretReference* token = personal_token(definition, binding);
    if (token == nullptr) continue;
    findings.push_back(finding_at(*token, Level::kNote,
                                  "the personal token " + name_of(*token) +
                                      " is used where the job's own may do" +
                                      in_scope(definition, binding.scope)));
  }
}

}  // namespace

extern const Check kPatInsteadOfJobTokenCheck;
const Check kPatInsteadOfJobTokenCheck = {
    .info = {.id = "pat-instead-of-job-token",
             .number = "P27",
             .title = "A personal token where the job's own may do",
             .description =
                 "A personal access token lives on after the job, reaches whatever its person "
                 "reaches, and ends when that person leaves. The job's own token reaches this "
                 "repository, with the rights that the definition names, until the job ends.",
             .remedy = "Use github.token with the permissions that the job needs; where its events "
                       "are to start other workflows, a GitHub App's token. Then revoke the "
                       "personal token.",
             .level = Level::kNote,
             .weaknesses = "CWE-266 CICD-SEC-6 NHI5 NHI7",
             .reference = "https://docs.github.com/en/actions/tutorials/authenticate-with-"
                          "github_token"},
    .run = run,
};

}  // namespace keyhound
