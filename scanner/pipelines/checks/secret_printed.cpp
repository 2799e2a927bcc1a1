// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <optional>

#include "scanner/base/ascii.h"
#include "scanner/pipelines/check.h"
#include "scanner/pipelines/facts/environment_index.h"
#include "scanner/pipelines/facts/script_uses.h"
#include "scanner/pipelines/facts/secret_writes.h"
#include "scanner/pipelines/facts/visible_secrets.h"
#include "scanner/pipelines/finding_builder.h"
#include "scanner/pipelines/scripts/command_name.h"
#include "scanner/pipelines/scripts/script_output.h"

namespace keyhound {
namespace {

// Lines that the platform takes out of the log: commands to it. Those that keep a value for later
// steps have a check of their own.
constexpr std::array<std::string_view, 6> kPlatformCommands = {
    "::add-mask::", "::set-output", "::set-env", "::save-state", "##vso[task.set", "##teamcity["};

bool is_platform_command(const Script& script, const SecretWrite& write) {
  const TextRange range = script.commands.commands[write.command].range;
  const std::string text =
      to_lower_ascii(std::string_view(script.text.text).substr(range.begin, range.size()));
  return std::any_of(kPlatformCommands.begin(), kPlatformCommands.end(),
                     [&](std::string_view mark) { return text.find(mark) != std::string::npos; });
}

void find_printed(const Definition& definition, const Script& script,
                  std::vector<PipelineFinding>& findings) {
  for (const SecretWrite& write : find_secret_writes(script)) {
    if (!write.is_logged || is_platform_command(script, write)) continue;
    const auto uses = telling_uses(definition, write.uses);
    if (uses.empty()) continue;
    const std::string names = names_of(definition, uses);
    findings.push_back(finding_at(
        script, write.range, names, level_of_uses(definition, uses, Level::kError, Level::kWarning),
        names + " is written to the job's log" +
            (write.is_changed ? ", in a form that masking does not find" : "") +
            in_scope(definition, script.scope)));
  }
}

bool has_only_options(const ScriptCommand& command) {
  for (std::size_t i = command_word(command) + 1; i < command.words.size(); ++i)
    if (!command.words[i].text.starts_with('-')) return false;
  return true;
}

bool has_word(const ScriptCommand& command, std::string_view text) {
  return std::any_of(command.words.begin(), command.words.end(),
                     [&](const ScriptWord& word) { return to_lower_ascii(word.text) == text; });
}

// Whether a command prints all variables of its environment.
bool prints_environment(const ScriptCommand& command, ScriptLanguage language) {
  const std::string& name = command.program;
  if (!command.assignments.empty()) return false;
  const bool is_alone = command.words.size() == command_word(command) + 1;
  if (name == "env" || name == "printenv") return has_only_options(command);
  if (name == "set") return is_alone;
  if (language == ScriptLanguage::kPowerShell)
    return (name == "get-childitem" || name == "gci" || name == "dir" || name == "ls" ||
            name == "get-item") &&
           (has_word(command, "env:") || has_word(command, "env:*") ||
            has_word(command, "env:\\*"));
  if (language != ScriptLanguage::kPosix) return false;
  if (name == "export") return is_alone || (has_only_options(command) && has_word(command, "-p"));
  return (name == "declare" || name == "typeset") && has_only_options(command) &&
         (has_word(command, "-p") || has_word(command, "-x") || has_word(command, "-px"));
}

// Programs that leave all of the lines that they read.
bool keeps_lines(const ScriptCommand& command) {
  const std::string& name = command.program;
  return name == "sort" || name == "cat" || name == "tee" || name == "format-table" ||
         name == "sort-object" || name == "out-host" || name == "out-string" ||
         name == "format-list" || name == "more" || name == "nl" || name == "base64";
}

bool reaches_log(const Script& script, std::size_t command) {
  constexpr std::uint32_t kMostPrograms = 16;  // that somebody lists variables through
  if (script.commands.commands[command].pipeline_length > kMostPrograms) return false;
  const ScriptOutput output = output_of(script.commands, command);
  return output.end == ScriptOutputEnd::kLog &&
         std::all_of(output.through.begin(), output.through.end(),
                     [&](std::size_t at) { return keeps_lines(script.commands.commands[at]); });
}

// `printenv TOKEN` names variables without `$`.
void find_listed(const Definition& definition, const VisibleSecrets& visible, const Script& script,
                 std::vector<PipelineFinding>& findings) {
  for (std::size_t i = 0; i < script.commands.commands.size(); ++i) {
    const ScriptCommand& command = script.commands.commands[i];
    if (!prints_environment(command, script.language)) continue;
    const auto secrets = visible.in(script.scope);
    if (secrets.empty()) return;
    if (!reaches_log(script, i)) continue;
    const std::string names = names_of(definition, secrets);
    findings.push_back(finding_at(script, command.range, names, Level::kWarning,
                                  "all variables are written to the job's log, " + names +
                                      " with them" + in_scope(definition, script.scope)));
    return;  // once for a script
  }
}

// `printenv TOKEN`
void find_named(const Definition& definition, const EnvironmentIndex& environment,
                const Script& script, std::vector<PipelineFinding>& findings) {
  for (std::size_t i = 0; i < script.commands.commands.size(); ++i) {
    const ScriptCommand& command = script.commands.commands[i];
    if (command.program != "printenv") continue;
    for (std::size_t at = command_word(command) + 1; at < command.words.size(); ++at) {
      const Binding* binding = environment.find(script.scope, command.words[at].text);
      if (binding == nullptr || !reaches_log(script, i)) continue;
      std::vector<FactIndex> secrets = binding->references;
      std::erase_if(secrets, [&](FactIndex one) {
        const SecretReference& reference = definition.references[one];
        return reference.is_tested || !is_kept_secret(reference);
      });
      if (secrets.empty()) continue;
      const std::string names = names_of(definition, secrets);
      findings.push_back(
          finding_at(script, command.words[at].range, names, Level::kError,
                     names + " is written to the job's log" + in_scope(definition, script.scope)));
    }
  }
}

void run(const CheckContext& context, std::vector<PipelineFinding>& findings) {
  const Definition& definition = context.definition;
  std::optional<VisibleSecrets> visible;
  const EnvironmentIndex environment(definition);
  for (const Script& script : definition.scripts) {
    find_printed(definition, script, findings);
    find_named(definition, environment, script, findings);
    if (!visible) visible.emplace(definition, VisibleSecrets::Reach::kEnvironment);
    find_listed(definition, *visible, script, findings);
  }
}

}  // namespace

extern const Check kSecretPrintedCheck;
const Check kSecretPrintedCheck = {
    .info = {.id = "secret-printed",
             .number = "P08",
             .title = "A secret is written to the log",
             .description =
                 "A script prints a secret. Whoever may read the log of the job may read it there; "
                 "that the platform hides known values fails as soon as the value is changed: "
                 "encoded, cut, reversed, or a part of it.",
             .remedy = "Take the command out; to see that the secret is there, print its length. "
                       "If the job has run, replace the secret.",
             .level = Level::kError,
             .weaknesses = "CWE-532 CICD-SEC-6 NHI2",
             .reference = "https://docs.github.com/en/actions/reference/security/secure-use"},
    .run = run,
};

}  // namespace keyhound
