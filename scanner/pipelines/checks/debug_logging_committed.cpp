// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <optional>

#include "scanner/base/ascii.h"
#include "scanner/pipelines/check.h"
#include "scanner/pipelines/facts/exec_script.h"
#include "scanner/pipelines/facts/script_uses.h"
#include "scanner/pipelines/facts/secret_writes.h"
#include "scanner/pipelines/facts/visible_secrets.h"
#include "scanner/pipelines/finding_builder.h"
#include "scanner/pipelines/scripts/command_name.h"

namespace keyhound {
namespace {

// Variables that make a platform or tool write what it does. Names in lower case.
struct DebugSwitch {
  std::string_view variable;
  std::string_view what;
  Level level;
};

constexpr std::array<DebugSwitch, 8> kSwitches = {{
    {"actions_step_debug", "debug output of steps", Level::kWarning},
    {"actions_runner_debug", "debug output of the runner", Level::kWarning},
    {"ci_debug_trace", "debug output, which prints every variable,", Level::kWarning},
    {"ci_debug_services", "output of services", Level::kWarning},
    {"system.debug", "debug output of steps", Level::kWarning},
    {"system_debug", "debug output of steps", Level::kWarning},
    {"buildkite_agent_debug", "debug output of the agent", Level::kWarning},
    {"tf_log", "Terraform's debug output", Level::kNote},
}};

bool turns_on(const DebugSwitch& debug, std::string_view value) {
  const std::string lower = to_lower_ascii(value);
  if (debug.variable == "tf_log") return lower == "debug" || lower == "trace";
  return lower == "true" || lower == "1" || lower == "yes" || lower == "on";
}

const DebugSwitch* switch_of(std::string_view variable) {
  const std::string lower = to_lower_ascii(variable);
  const auto found = std::find_if(kSwitches.begin(), kSwitches.end(),
                                  [&](const DebugSwitch& one) { return one.variable == lower; });
  return found == kSwitches.end() ? nullptr : &*found;
}

void find_switches(const Definition& definition, std::vector<PipelineFinding>& findings) {
  for (const Binding& binding : definition.bindings) {
    if (binding.kind != BindingKind::kEnvironment && binding.kind != BindingKind::kVariable)
      continue;
    const DebugSwitch* debug = switch_of(binding.name);
    if (debug == nullptr || !turns_on(*debug, binding.value.text)) continue;
    PipelineFinding finding = finding_at(binding, debug->level,
                                         std::string(debug->what) + " is committed as on, by " +
                                             binding.name + in_scope(definition, binding.scope));
    finding.is_literal = false;  // a switch, which is no credential
    findings.push_back(std::move(finding));
  }
}

// What `set -ex`, `set -o xtrace` and the like do to tracing; nullopt: nothing.
std::optional<bool> tracing_after(const ScriptCommand& command, ScriptLanguage language) {
  const std::string& name = command.program;
  const std::size_t first = command_word(command) + 1;
  std::optional<bool> tracing;
  if (language == ScriptLanguage::kPowerShell) {
    if (name != "set-psdebug" || first >= command.words.size()) return {};
    if (to_lower_ascii(command.words[first].text) == "-off") return false;
    return first + 1 < command.words.size() ? std::optional(command.words[first + 1].text != "0")
                                            : std::nullopt;
  }
  if (language != ScriptLanguage::kPosix || (name != "set" && name != "shopt")) return {};
  for (std::size_t i = first; i < command.words.size(); ++i) {
    const std::string_view word = command.words[i].text;
    if (word == "--" || word.size() < 2) break;
    const bool turns_on = word[0] == '-';
    if (!turns_on && word[0] != '+') break;
    if (word.substr(1).find_first_of('x') != std::string_view::npos) tracing = turns_on;
    const bool names_option = word.back() == 'o' && i + 1 < command.words.size();
    if (names_option && command.words[++i].text == "xtrace") tracing = turns_on;
  }
  return tracing;
}

// `bash -x deploy.sh`
bool runs_traced(const ScriptCommand& command) {
  const std::string& name = command.program;
  if (name != "bash" && name != "sh" && name != "zsh" && name != "ksh" && name != "dash")
    return false;
  for (std::size_t i = command_word(command) + 1; i < command.words.size(); ++i) {
    const std::string_view word = command.words[i].text;
    if (word.size() < 2 || word[0] != '-' || word[1] == '-') return false;
    if (word.substr(1).find('x') != std::string_view::npos) return true;
    if (word.back() == 'c') return false;
    if (word.back() == 'o' || word.back() == 'O') ++i;
  }
  return false;
}

// `#!/bin/bash -ex`
bool has_traced_shebang(std::string_view text) {
  const std::string_view line = text.substr(0, text.find('\n'));
  return line.starts_with("#!") && is_traced_shell(line.substr(2));
}

// Uses in what tracing prints: words and assignments, not here-documents.
std::vector<const ScriptUse*> traced_uses(const Script& script, const ScriptCommand& command) {
  std::vector<const ScriptUse*> uses;
  const auto add = [&](const ScriptWord& word) {
    const auto more = uses_in(script, word);
    uses.insert(uses.end(), more.begin(), more.end());
  };
  for (const ScriptWord& word : command.words) add(word);
  for (const ScriptAssignment& one : command.assignments) add(one.value);
  return uses;
}

bool is_subshell(const ScriptGroup& group) {
  return group.kind == ScriptGroupKind::kSubshell || group.kind == ScriptGroupKind::kSubstitution ||
         group.kind == ScriptGroupKind::kProcessInput;
}

// Follows a script's tracing, command by command.
class Tracing {
 public:
  Tracing(const Definition& definition, const Script& script)
      : definition_(definition), script_(script) {}

  void run(std::vector<PipelineFinding>& findings) {
    // The shell itself was told to; there is no command that does so.
    if (script_.is_traced || has_traced_shebang(script_.text.text)) on_ = TextRange{0, 1};
    for (const ScriptCommand& command : script_.commands.commands) {
      leave_subshells(command.range.begin);
      enter_subshells(command.range.begin);
      if (const auto after = tracing_after(command, script_.language)) {
        on_ = *after ? std::optional(command.range) : std::nullopt;
      } else if (on_) {
        note(command);
      }
    }
    if (uses_.empty()) return;
    const std::string names = names_of(definition_, uses_);
    PipelineFinding finding = finding_at(
        script_, first_, names, level_of_uses(definition_, uses_, Level::kWarning, Level::kNote),
        "tracing writes commands with " + names + " to the job's log" +
            in_scope(definition_, script_.scope));
    finding.related.push_back(script_.text.source_of(uses_.front()->range));
    findings.push_back(std::move(finding));
  }

 private:
  struct Outer {
    std::uint32_t end = 0;
    std::optional<TextRange> on;
  };

  void enter_subshells(std::uint32_t at) {
    const auto& groups = script_.commands.groups;
    for (; next_ < groups.size() && groups[next_].range.begin <= at; ++next_)
      if (is_subshell(groups[next_])) outer_.push_back({groups[next_].range.end, on_});
  }

  // What a subshell sets ends with it.
  void leave_subshells(std::uint32_t at) {
    for (; !outer_.empty() && outer_.back().end <= at; outer_.pop_back()) on_ = outer_.back().on;
  }

  void note(const ScriptCommand& command) {
    const auto uses = telling_uses(definition_, traced_uses(script_, command));
    if (uses.empty()) return;
    if (uses_.empty()) first_ = *on_;
    uses_.insert(uses_.end(), uses.begin(), uses.end());
  }

  const Definition& definition_;
  const Script& script_;
  std::optional<TextRange> on_;  // the command that turned tracing on
  TextRange first_;
  std::vector<Outer> outer_;
  std::size_t next_ = 0;  // of the groups
  std::vector<const ScriptUse*> uses_;
};

void find_debug_options(const Definition& definition, const Script& script,
                        std::vector<PipelineFinding>& findings) {
  if (script.uses.empty()) return;
  for (const ScriptCommand& command : script.commands.commands) {
    const bool is_debugged =
        std::any_of(command.words.begin(), command.words.end(), [](const ScriptWord& word) {
          return word.text == "--debug" || word.text == "--debug=true";
        });
    if (!is_debugged) continue;
    const auto uses = telling_uses(definition, traced_uses(script, command));
    if (uses.empty()) continue;
    const std::string names = names_of(definition, uses);
    findings.push_back(finding_at(
        script, command.range, names, Level::kNote,
        "a command with " + names + " writes debug output" + in_scope(definition, script.scope)));
  }
}

void run(const CheckContext& context, std::vector<PipelineFinding>& findings) {
  const Definition& definition = context.definition;
  find_switches(definition, findings);
  std::optional<VisibleSecrets> visible;
  for (const Script& script : definition.scripts) {
    Tracing(definition, script).run(findings);
    find_debug_options(definition, script, findings);
    for (const ScriptCommand& command : script.commands.commands) {
      if (!runs_traced(command)) continue;
      if (!visible) visible.emplace(definition, VisibleSecrets::Reach::kEnvironment);
      const auto secrets = visible->in(script.scope);
      if (secrets.empty()) break;
      const std::string names = names_of(definition, secrets);
      findings.push_back(finding_at(script, command.range, names, Level::kWarning,
                                    "a script that has " + names + " at hand is traced" +
                                        in_scope(definition, script.scope)));
    }
  }
}

}  // namespace

extern const Check kDebugLoggingCommittedCheck;
const Check kDebugLoggingCommittedCheck = {
    .info = {.id = "debug-logging-committed",
             .number = "P15",
             .title = "Debug output is on for every run",
             .description =
                 "Debug output and tracing write variables and expanded commands to the log, the "
                 "values of secrets among them. Committed, they do so in every run.",
             .remedy = "Take the switch out, and turn debug output on by hand for the run that "
                       "needs it; around commands with secrets turn tracing off: `set +x`.",
             .level = Level::kWarning,
             .weaknesses = "CWE-532 CICD-SEC-6",
             .reference = "https://docs.gitlab.com/ci/variables/variables_troubleshooting/"},
    .run = run,
};

}  // namespace keyhound
