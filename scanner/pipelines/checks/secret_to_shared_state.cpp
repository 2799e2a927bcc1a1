// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <map>
#include <set>

#include "scanner/base/ascii.h"
#include "scanner/pipelines/check.h"
#include "scanner/pipelines/facts/azure_set_variable.h"
#include "scanner/pipelines/facts/credential_literal.h"
#include "scanner/pipelines/facts/script_uses.h"
#include "scanner/pipelines/facts/secret_writes.h"
#include "scanner/pipelines/finding_builder.h"
#include "scanner/pipelines/platform.h"

namespace keyhound {
namespace {

struct SharedFile {
  std::string_view variable;  // that names the file
  std::string_view what;
};

constexpr std::array<SharedFile, 4> kSharedFiles = {{
    {"GITHUB_ENV", "the environment of all later steps"},
    {"GITHUB_OUTPUT", "the outputs of its step"},
    {"GITHUB_STATE", "the state of its action"},
    {"GITHUB_STEP_SUMMARY", "the summary of the run"},
}};

struct SharedCommand {
  std::string_view mark;  // lower case
  std::string_view what;
};

// https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
constexpr std::array<SharedCommand, 3> kSharedCommands = {{
    {"::set-output ", "the outputs of its step"},
    {"::set-env ", "the environment of all later steps"},
    {"::save-state ", "the state of its action"},
}};

std::string_view shared_file(const ScriptWord& word) {
  for (const ScriptExpansion& expansion : word.expansions) {
    const std::string name = to_upper_ascii(expansion.name);
    const std::string_view bare =
        name.starts_with("ENV:") ? std::string_view(name).substr(4) : std::string_view(name);
    for (const SharedFile& file : kSharedFiles)
      if (bare == file.variable) return file.what;
  }
  return {};
}

// "out/build.env" of "./out/build.env".
std::string plain_path(std::string_view path) {
  while (path.starts_with("./")) path.remove_prefix(2);
  return std::string(path);
}

class StateCheck {
 public:
  StateCheck(const Definition& definition, std::vector<PipelineFinding>& findings)
      : definition_(definition), findings_(findings) {}

  void run() {
    visit_outputs();
    for (const Artifact& artifact : definition_.artifacts) {
      if (artifact.sink != FileSink::kReport || artifact.report != "dotenv") continue;
      for (const SourceText& path : artifact.paths)
        reports_.insert({plain_path(path.text), artifact.scope.job});
    }
    for (const Script& script : definition_.scripts) {
      for (const SecretWrite& write : find_secret_writes(script)) visit(script, write);
      visit_variables(script);
    }
  }

 private:
  // Whether it takes variables. What it takes from outputs of steps and jobs was told where a
  // script or a definition made an output of it.
  static bool takes_environment(const Binding& binding) {
    return std::none_of(binding.variables.begin(), binding.variables.end(),
                        [](const std::string& name) { return name.find('.') != name.npos; });
  }

  // What a job or step hands to others by its definition.
  void visit_outputs() {
    // Terraform's are another check's, which knows when they are marked as secrets.
    if (definition_.platform->id == "terraform") return;
    for (const Binding& binding : definition_.bindings) {
      // An output that is marked as sensitive is kept from logs and from the eyes of people.
      if (binding.kind != BindingKind::kOutput || binding.is_sensitive) continue;
      std::vector<FactIndex> secrets = binding.references;
      if (takes_environment(binding))
        secrets.insert(secrets.end(), binding.carried.begin(), binding.carried.end());
      for (const FactIndex one : secrets) {
        const SecretReference& reference = definition_.references[one];
        if (!is_kept_secret(reference) || reference.is_tested) continue;
        const bool is_sure = sureness_of(reference) == Confidence::kHigh;
        findings_.push_back(finding_at(binding, is_sure ? Level::kError : Level::kWarning,
                                       name_of(reference) + " becomes the output '" + binding.name +
                                           "'" + in_scope(definition_, binding.scope)));
        break;
      }
    }
  }

  void visit(const Script& script, const SecretWrite& write) {
    for (const ScriptWord* file : write.files) {
      if (const std::string_view what = shared_file(*file); !what.empty())
        return tell(script, write.range, write.uses, what);
      const bool is_report = reports_.contains({plain_path(file->text), script.scope.job}) ||
                             reports_.contains({plain_path(file->text), kNoFact});
      if (is_report) return tell(script, write.range, write.uses, "the variables of later jobs");
    }
    if (!write.is_logged) return;
    const TextRange range = script.commands.commands[write.command].range;
    const std::string line =
        to_lower_ascii(std::string_view(script.text.text).substr(range.begin, range.size()));
    for (const SharedCommand& one : kSharedCommands)
      if (line.find(one.mark) != std::string::npos)
        return tell(script, write.range, write.uses, one.what);
  }

  void tell(const Script& script, TextRange range, const std::vector<const ScriptUse*>& all,
            std::string_view what) {
    const auto uses = telling_uses(definition_, all);
    if (uses.empty()) return;
    const std::string names = names_of(definition_, uses);
    findings_.push_back(finding_at(
        script, range, names, level_of_uses(definition_, uses, Level::kError, Level::kNote),
        names + " goes to " + std::string(what) + in_scope(definition_, script.scope)));
  }

  void visit_variables(const Script& script) {
    for (const AzureSetVariable& one : azure_set_variables(script))
      visit_variable(script, script.commands.commands[one.command], one);
  }

  void visit_variable(const Script& script, const ScriptCommand& command,
                      const AzureSetVariable& variable) {
    if (variable.is_secret && !variable.is_output) return;
    const TextRange value = variable.value;
    const auto uses = telling_uses(definition_, uses_in(script, value));
    const bool has_expansion =
        std::any_of(command.words.begin(), command.words.end(), [&](const ScriptWord& word) {
          return word.has_substitution ||
                 std::any_of(
                     word.expansions.begin(), word.expansions.end(),
                     [&](const ScriptExpansion& one) { return one.range.begin >= value.begin; });
        });
    const bool is_named = is_credential_name(variable.name) && has_expansion;
    if (uses.empty() && !is_named) return;
    const Level level = variable.is_secret ? Level::kNote
                        : uses.empty()
                            ? Level::kWarning
                            : level_of_uses(definition_, uses, Level::kError, Level::kWarning);
    PipelineFinding finding = finding_at(
        script, command.range, variable.name, level,
        (uses.empty() ? "a credential" : names_of(definition_, uses)) + " goes to the variable '" +
            variable.name + "' of later " + (variable.is_output ? "jobs" : "steps") +
            (variable.is_secret ? "" : ", which is not marked as a secret") +
            in_scope(definition_, script.scope));
    finding.remedy =
        variable.is_secret
            ? "Let the jobs that need it read it from its store."
            : "Mark it as a secret: `issecret=true`. Or give it only to the step that needs it.";
    findings_.push_back(std::move(finding));
  }

  const Definition& definition_;
  std::vector<PipelineFinding>& findings_;
  std::set<std::pair<std::string, FactIndex>> reports_;  // path and job
};

void run(const CheckContext& context, std::vector<PipelineFinding>& findings) {
  StateCheck(context.definition, findings).run();
}

}  // namespace

extern const Check kSecretToSharedStateCheck;
const Check kSecretToSharedStateCheck = {
    .info = {.id = "secret-to-shared-state",
             .number = "P12",
             .title = "A secret goes to what later steps or jobs share",
             .description =
                 "A script hands a secret to the environment, the outputs or the state of a run. "
                 "Every later step has it then, third-party actions among them, and what shows or "
                 "keeps such values knows nothing of its being a secret.",
             .remedy = "Give the secret to each step that needs it, from its store.",
             .level = Level::kError,
             .weaknesses = "CWE-522 CICD-SEC-6",
             .reference = "https://docs.github.com/en/actions/reference/security/secure-use"},
    .run = run,
};

}  // namespace keyhound
