// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "scanner/base/ascii.h"
#include "scanner/pipelines/check.h"
#include "scanner/pipelines/facts/environment_index.h"
#include "scanner/pipelines/facts/secret_writes.h"
#include "scanner/pipelines/facts/visible_secrets.h"
#include "scanner/pipelines/finding_builder.h"
#include "scanner/pipelines/platform.h"
#include "scanner/pipelines/scripts/command_name.h"

namespace keyhound {
namespace {

// Programs that run nothing of the repository that lies around them. Sorted.
constexpr std::array<std::string_view, 93> kHarmless = {
    ":",        "[",         "[[",     "apt",      "apt-get", "awk",    "aws",         "base64",
    "basename", "break",     "cat",    "cd",       "chmod",   "chown",  "continue",    "cp",
    "curl",     "cut",       "date",   "declare",  "df",      "diff",   "dirname",     "du",
    "echo",     "env",       "exit",   "export",   "expr",    "false",  "find",        "gh",
    "git",      "grep",      "head",   "hostname", "id",      "jq",     "kill",        "let",
    "ln",       "local",     "ls",     "mapfile",  "mkdir",   "mktemp", "mv",          "openssl",
    "popd",     "printenv",  "printf", "ps",       "pushd",   "pwd",    "read",        "readarray",
    "readonly", "realpath",  "return", "rev",      "rm",      "rsync",  "sed",         "seq",
    "set",      "sha256sum", "shift",  "shopt",    "sleep",   "sort",   "ssh-keyscan", "tail",
    "tar",      "tee",       "test",   "touch",    "tr",      "trap",   "true",        "type",
    "typeset",  "uname",     "uniq",   "unset",    "unzip",   "wait",   "wc",          "wget",
    "which",    "whoami",    "xxd",    "yq",       "zip"};

bool has_word(const ScriptCommand& command, std::string_view part) {
  return std::any_of(command.words.begin(), command.words.end(), [&](const ScriptWord& word) {
    return word.text.find(part) != std::string::npos;
  });
}

bool is_harmless(const ScriptCommand& command, const std::set<std::string>& functions) {
  const std::string name = command_name(command);
  if (name == "docker" || name == "podman")
    return has_word(command, "login") || has_word(command, "pull") || has_word(command, "push") ||
           has_word(command, "tag");
  return name.empty() || functions.contains(name) ||
         std::binary_search(kHarmless.begin(), kHarmless.end(), name);
}

// Whether a command from `first` on runs what lies in the repository.
bool runs_repository(const Script& script, std::size_t first = 0) {
  if (script.language == ScriptLanguage::kOther) return false;
  std::set<std::string> functions;
  for (const ScriptGroup& group : script.commands.groups)
    if (group.kind == ScriptGroupKind::kFunction) functions.insert(group.name);
  const auto& commands = script.commands.commands;
  return !std::all_of(
      commands.begin() + static_cast<std::ptrdiff_t>(std::min(first, commands.size())),
      commands.end(),
      [&](const ScriptCommand& command) { return is_harmless(command, functions); });
}

// A step that asks whether the author has rights in the repository.
bool asks_for_rights(const Step& step, const Script* script) {
  const std::string action = action_name(step.uses);
  if (action.find("permission") != std::string::npos ||
      action.find("membership") != std::string::npos)
    return true;
  if (script == nullptr) return false;
  for (const std::string_view call :
       {"getCollaboratorPermissionLevel", "checkMembershipForUser", "getMembershipForUser",
        "author_association", "/permission", "/memberships/", "checkCollaborator"}) {
    if (script->text.text.find(call) != std::string::npos) return true;
  }
  return false;
}

// Whether a text names the code of whoever caused the event.
bool names_strangers_code(std::string_view text) {
  constexpr std::array<std::string_view, 4> kNames = {"pull_request.head", "github.head_ref",
                                                      "workflow_run.head_", "GITHUB_HEAD_REF"};
  return std::any_of(kNames.begin(), kNames.end(), [text](std::string_view name) {
    return text.find(name) != std::string_view::npos;
  });
}

// The commands that bring a stranger's code into the work tree.
class FetchFinder {
 public:
  explicit FetchFinder(const Definition& definition) : environment_(definition) {}

  // The first one of a script; as many as it has commands: none.
  [[nodiscard]] std::size_t first_in(const Script& script) const {
    const auto& commands = script.commands.commands;
    const auto first =
        std::find_if(commands.begin(), commands.end(),
                     [&](const ScriptCommand& command) { return fetches(command, script.scope); });
    return static_cast<std::size_t>(first - commands.begin());
  }

 private:
  // `gh pr checkout 1`, `git fetch origin pull/1/head`, `git checkout "$REF"`
  [[nodiscard]] bool fetches(const ScriptCommand& command, Scope scope) const {
    const std::string& name = command.program;
    if (name == "gh") return has_word(command, "pr") && has_word(command, "checkout");
    if (name != "git") return false;
    const bool brings = has_word(command, "fetch") || has_word(command, "pull") ||
                        has_word(command, "checkout") || has_word(command, "switch");
    return brings &&
           std::any_of(command.words.begin(), command.words.end(), [&](const ScriptWord& word) {
             return word.text.find("pull/") != std::string::npos ||
                    names_strangers_code(word.text) || holds_strangers_code(word, scope);
           });
  }

  [[nodiscard]] bool holds_strangers_code(const ScriptWord& word, Scope scope) const {
    return std::any_of(
        word.expansions.begin(), word.expansions.end(), [&](const ScriptExpansion& one) {
          const Binding* binding = one.is_opaque() ? nullptr : environment_.find(scope, one.name);
          return binding != nullptr && names_strangers_code(binding->value.text);
        });
  }

  EnvironmentIndex environment_;
};

// The rights of a job's token.
enum class TokenRights { kRead, kWrite, kUnknown };

TokenRights rights_of(const Job* job) {
  if (job == nullptr) return TokenRights::kRead;
  // Nothing limits it here: what the settings of repository and organisation give.
  if (job->permissions.empty() && !job->limits_token) return TokenRights::kUnknown;
  const bool may_write = std::any_of(
      job->permissions.begin(), job->permissions.end(),
      [](const std::string& one) { return one == "write-all" || one.ends_with(": write"); });
  return may_write ? TokenRights::kWrite : TokenRights::kRead;
}

bool is_local_action(std::string_view uses) {
  return uses.starts_with("./") || uses.starts_with("$/");
}

// Looks at the steps of jobs that strangers start with secrets at hand.
class UntrustedCheck {
 public:
  UntrustedCheck(const Definition& definition, std::vector<PipelineFinding>& findings)
      : definition_(definition),
        findings_(findings),
        fetches_(definition),
        visible_(definition, VisibleSecrets::Reach::kAny) {
    for (const Script& script : definition.scripts) scripts_.emplace(script.scope, &script);
  }

  void run() {
    std::map<FactIndex, FactIndex> fetched;  // by job, the step that brings the stranger's code
    std::set<FactIndex> told;
    for (FactIndex i = 0; i < definition_.steps.size(); ++i) {
      const Step& step = definition_.steps[i];
      const Script* script = script_of({step.job, i});
      if (step.is_guarded) continue;
      const auto before = fetched.find(step.job);
      const bool runs =
          is_local_action(step.uses) || (script != nullptr && runs_repository(*script));
      if (before != fetched.end() && runs && !told.contains(step.job) && tell(before->second, i))
        told.insert(step.job);
      if (asks_for_rights(step, script)) asked_.insert(step.job);
      if (step.checks_out_untrusted) fetched.emplace(step.job, i);
      const std::size_t fetch = script == nullptr ? 0 : fetches_.first_in(*script);
      if (script != nullptr && fetch < script->commands.commands.size()) {
        fetched.emplace(step.job, i);
        // A script that fetches and runs it at once.
        if (runs_repository(*script, fetch + 1) && !told.contains(step.job) && tell(i, i))
          told.insert(step.job);
      }
    }
  }

 private:
  [[nodiscard]] const Script* script_of(Scope scope) const {
    const auto found = scripts_.find(scope);
    return found == scripts_.end() ? nullptr : found->second;
  }

  // True: there is a finding.
  bool tell(FactIndex checkout, FactIndex runner) {
    const Step& step = definition_.steps[runner];
    const Job* job = job_of(definition_, {step.job, runner});
    if (job != nullptr && job->is_guarded) return false;
    const auto secrets = visible_.in({step.job, runner});
    const TokenRights rights = rights_of(job);
    if (secrets.empty() && rights == TokenRights::kRead) return false;
    const bool is_open = secrets.empty() && rights == TokenRights::kUnknown;
    const std::string at_risk = !secrets.empty() ? names_of(definition_, secrets)
                                : is_open        ? "a token that `permissions` do not limit"
                                                 : "a token that may write";
    const bool needs_approval = job != nullptr && !job->environment.empty();
    const Level level = asked_.contains(step.job)   ? Level::kNote
                        : needs_approval || is_open ? Level::kWarning
                                                    : Level::kError;
    PipelineFinding finding =
        finding_at(step, runner, level,
                   "code of whoever causes the run is executed with " + at_risk + " at hand" +
                       in_scope(definition_, {step.job, runner}));
    finding.subject = secrets.empty() ? "token" : at_risk;
    if (checkout != runner) finding.related.push_back(definition_.steps[checkout].range);
    findings_.push_back(std::move(finding));
    return true;
  }

  const Definition& definition_;
  std::vector<PipelineFinding>& findings_;
  const FetchFinder fetches_;
  const VisibleSecrets visible_;
  std::map<Scope, const Script*> scripts_;
  std::set<FactIndex> asked_;  // jobs that have asked for the author's rights
};

bool is_stranger_event(const Trigger& trigger) { return trigger.is_outside && trigger.has_secrets; }

// There changes from forks run without secrets, but those from branches of the repository with
// them.
bool has_secrets_for_branches(const Definition& definition) {
  return definition.platform->id == "gitlab-ci" || definition.platform->id == "azure-pipelines";
}

bool is_outside_event(const Trigger& trigger) { return trigger.is_outside; }

// Platforms that check out what they test by themselves: every script of the job runs it.
void find_exposed_jobs(const Definition& definition, std::vector<PipelineFinding>& findings) {
  const VisibleSecrets visible(definition, VisibleSecrets::Reach::kAny);
  std::vector<bool> told(definition.jobs.size(), false);
  for (const Script& script : definition.scripts) {
    const Job* job = job_of(definition, script.scope);
    if (job == nullptr || job->is_guarded || job->is_template || told[script.scope.job]) continue;
    const Step* step = step_of(definition, script.scope);
    if (step != nullptr && step->is_guarded) continue;
    const auto secrets = visible.in(script.scope);
    if (secrets.empty()) continue;
    told[script.scope.job] = true;
    const std::string names = names_of(definition, secrets);
    PipelineFinding finding =
        finding_at(script, {0, 1}, names, Level::kNote,
                   "code of a change that nobody has merged yet runs with " + names + " at hand" +
                       in_scope(definition, script.scope));
    finding.range = job->name_range.empty() ? job->range : job->name_range;
    finding.remedy =
        "Keep jobs with secrets to protected branches: by rules or a condition of the job, and by "
        "protecting the variable.";
    findings.push_back(std::move(finding));
  }
}

// Whether conditions keep some part of a job out of such runs; of any job, where none is given.
bool has_guarded_parts(const Definition& definition, FactIndex job) {
  const auto is_guarded = [](const auto& one) { return one.is_guarded; };
  if (job != kNoFact && definition.jobs[job].is_guarded) return true;
  if (job == kNoFact && std::any_of(definition.jobs.begin(), definition.jobs.end(), is_guarded))
    return true;
  return std::any_of(definition.steps.begin(), definition.steps.end(), [&](const Step& step) {
    return step.is_guarded && (job == kNoFact || step.job == job);
  });
}

// Azure's groups of variables: whoever writes a step of such a run may ask for their secrets. Where
// the jobs that take some are told, or kept out by conditions, the group is not told, too.
void find_exposed_groups(const Definition& definition, std::size_t first,
                         std::vector<PipelineFinding>& findings) {
  if (findings.size() > first) return;
  for (const SecretReference& group : definition.references) {
    if (group.kind != "variable-group") continue;
    const Job* job = job_of(definition, group.scope);
    if (job != nullptr && job->is_template) continue;
    if (has_guarded_parts(definition, group.scope.job)) continue;
    PipelineFinding finding = finding_at(group, Level::kNote,
                                         "runs for changes that nobody has merged yet may use " +
                                             name_of(group) + in_scope(definition, group.scope));
    finding.remedy =
        "Name the group in the stages that deploy only, behind a condition on the branch or an "
        "approval, and let validation of pull requests do without it.";
    findings.push_back(std::move(finding));
  }
}

void run(const CheckContext& context, std::vector<PipelineFinding>& findings) {
  const Definition& definition = context.definition;
  if (std::none_of(definition.triggers.begin(), definition.triggers.end(),
                   has_secrets_for_branches(definition) ? is_outside_event : is_stranger_event))
    return;
  if (definition.platform->id == "github-actions") {
    UntrustedCheck(definition, findings).run();
  } else {
    const std::size_t first = findings.size();
    find_exposed_jobs(definition, findings);
    find_exposed_groups(definition, first, findings);
  }
}

}  // namespace

extern const Check kSecretsToUntrustedCodeCheck;
const Check kSecretsToUntrustedCodeCheck = {
    .info =
        {.id = "secrets-to-untrusted-code",
         .number = "P07",
         .title = "Code of strangers runs with secrets at hand",
         .description =
             "An event that anybody can cause starts a job with secrets, and the job checks out "
             "and runs what that person wrote. It can send every secret of the job away.",
         .remedy = "Build the change under pull_request, without secrets, and do what needs "
                   "them in a second workflow that takes results, not code. Where that cannot "
                   "be, let an environment ask for approval.",
         .level = Level::kError,
         .weaknesses = "CWE-829 CICD-SEC-4",
         .reference = "https://docs.github.com/en/actions/reference/security/secure-use"},
    .run = run,
};

}  // namespace keyhound
