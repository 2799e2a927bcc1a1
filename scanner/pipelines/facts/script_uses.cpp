// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/facts/script_uses.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include "scanner/base/ascii.h"
#include "scanner/pipelines/facts/credential_literal.h"
#include "scanner/pipelines/facts/environment_index.h"
#include "scanner/pipelines/facts/later_values.h"
#include "scanner/pipelines/facts/script_variables.h"

namespace keyhound {
namespace {

// Variables that shells, systems and tools set themselves, sorted.
constexpr std::array<std::string_view, 45> kSystemVariables = {
    "BASH_SOURCE", "BASH_VERSION", "BUILD_ID",  "BUILD_NUMBER", "CC",        "CFLAGS", "CI",
    "CXX",         "CXXFLAGS",     "DEBUG",     "DISPLAY",      "EUID",      "GOPATH", "GOROOT",
    "GPG_TTY",     "HOME",         "HOSTNAME",  "IFS",          "JAVA_HOME", "LANG",   "LC_ALL",
    "LDFLAGS",     "LINENO",       "LOGNAME",   "OLDPWD",       "OPTARG",    "OPTIND", "OSTYPE",
    "PATH",        "PIPESTATUS",   "PPID",      "PS4",          "PWD",       "RANDOM", "REPLY",
    "SECONDS",     "SHELL",        "SHELLOPTS", "SHLVL",        "TEMP",      "TERM",   "TMP",
    "TMPDIR",      "UID",          "USER"};

// Whether the shell puts a value there.
bool is_expanded(const ScriptExpansion& expansion) {
  return expansion.quote != ScriptQuote::kSingle &&
         expansion.quote != ScriptQuote::kRawHereDocument &&
         expansion.quote != ScriptQuote::kComment;
}

// Whether a variable's own value is what stands there then.
bool shows_variable(const ScriptExpansion& expansion) {
  return !expansion.is_opaque() && is_expanded(expansion) && expansion.shows_value() &&
         expansion.form != ScriptExpansionForm::kIndirect;
}

// Whether an assignment in front of words outlives its command: `export A=b`, but not `A=b run`.
bool outlives(const ScriptCommand& command) {
  if (command.words.empty()) return true;
  const std::string& name = command.words.front().text;
  return name == "export" || name == "local" || name == "readonly" || name == "declare" ||
         name == "typeset" || to_lower_ascii(name) == "set";
}

// Reads the scripts of a definition: those of a job behind those of the jobs that it needs.
class UseFinder {
  static constexpr int kMostHops = 10;                // from name to name
  static constexpr std::size_t kMostSteps = 200'000;  // of following, in one definition

 public:
  UseFinder(Definition& definition, const Platform& platform)
      : definition_(definition),
        platform_(platform),
        environment_(definition),
        later_(definition) {}

  void run() {
    for (const std::size_t index : script_order(definition_)) {
      read(definition_.scripts[index]);
      later_.note(definition_.scripts[index]);
    }
    for (Binding& one : definition_.bindings)
      if (!one.variables.empty()) one.carried = carried_by(one);
  }

 private:
  void read(Script& script) {
    std::vector<TextRange> opaque;
    for (const TemplateRange& one : script.templates) opaque.push_back(one.range);
    script.commands = read_script(script.text.text, script.language, opaque);
    script_ = &script;
    stored_.clear();
    ScriptVariables variables(script);
    variables_ = &variables;
    note_assignments();
    add_templates();
    add_variables();
    std::stable_sort(
        script.uses.begin(), script.uses.end(),
        [](const ScriptUse& a, const ScriptUse& b) { return a.range.begin < b.range.begin; });
    if (shares_shell()) variables.keep(kept_);
  }

  // Where the platform gives its variables to all scripts, those of a job run in one shell.
  [[nodiscard]] bool shares_shell() const { return !platform_.variable_store.empty(); }

  [[nodiscard]] VariableName name_of(std::string_view written) const {
    return read_variable_name(written, script_->language);
  }

  void note_assignments() {
    auto group = script_->commands.groups.begin();
    const auto note_loops = [&](std::uint32_t before) {
      for (; group != script_->commands.groups.end() && group->range.begin < before; ++group) {
        const std::string name = loop_variable(*script_, *group);
        if (!name.empty()) variables_->assign(name_of(name), group->range.begin, {});
      }
    };
    for (const ScriptCommand& command : script_->commands.commands) {
      note_loops(command.range.begin);
      note_assignments(command);
    }
  }

  void note_assignments(const ScriptCommand& command) {
    for (const std::string& name : names_that_are_read(command))
      variables_->assign(name_of(name), command.range.end, {});
    if (!outlives(command)) return;
    for (const ScriptAssignment& one : command.assignments) {
      References references;
      for (const ScriptExpansion& expansion : one.value.expansions) {
        const References more = references_of(expansion);
        references.insert(references.end(), more.begin(), more.end());
      }
      variables_->assign(name_of(one.name), one.value.range.end, limited(std::move(references)));
    }
  }

  // Templates in a comment are no use: nothing runs there.
  void add_templates() {
    std::vector<bool> is_comment(script_->templates.size(), false);
    for (const ScriptExpansion& expansion : script_->commands.expansions) {
      if (expansion.is_opaque() && expansion.quote == ScriptQuote::kComment)
        is_comment[static_cast<std::size_t>(expansion.opaque)] = true;
    }
    for (std::size_t i = 0; i < script_->templates.size(); ++i) {
      if (is_comment[i]) continue;
      for (const FactIndex reference : meaning_of(script_->templates[i]))
        script_->uses.push_back(
            {reference, script_->templates[i].range, UseForm::kTemplate, std::string()});
    }
  }

  void add_variables() {
    for (const ScriptExpansion& expansion : script_->commands.expansions) {
      if (!shows_variable(expansion)) continue;
      for (const FactIndex reference : meaning_of(expansion))
        script_->uses.push_back(
            {reference, expansion.range, UseForm::kVariable, name_of(expansion.name).name});
    }
  }

  References references_of(const ScriptExpansion& expansion) {
    if (shows_variable(expansion)) return meaning_of(expansion);
    const auto index = static_cast<std::size_t>(expansion.opaque);
    if (!expansion.is_opaque() || index >= script_->templates.size()) return {};
    return meaning_of(script_->templates[index]);
  }

  // Those of a binding whose values become part of its own.
  [[nodiscard]] References shown_by(const Binding& binding) const {
    References references;
    for (const FactIndex one : binding.references) {
      if (!definition_.references[one].is_tested) references.push_back(one);
      if (references.size() == kMostSecretsOfUse) break;
    }
    return references;
  }

  // All that a variable with this binding holds.
  [[nodiscard]] References held_by(const Binding& binding) {
    References references = shown_by(binding);
    if (binding.variables.empty()) return references;
    const References more = carried_by(binding);
    references.insert(references.end(), more.begin(), more.end());
    return limited(std::move(references));
  }

  // Those that come into its value by another name.
  [[nodiscard]] References carried_by(const Binding& binding) {
    return reached(binding.scope, binding.variables, &binding);
  }

  // What names of TemplateRange bring in, from name to name: what a binding other than `self` or an
  // earlier step gave them.
  References reached(Scope scope, const std::vector<std::string>& names, const Binding* self) {
    References references;
    std::set<const Binding*> seen = {self};
    std::vector<std::pair<Scope, const std::string*>> open;
    for (const std::string& name : names) open.emplace_back(scope, &name);
    for (int hop = 0; hop < kMostHops && !open.empty(); ++hop) {
      std::vector<std::pair<Scope, const std::string*>> next;
      for (const auto& [from, name] : open) {
        if (steps_left_ == 0 || references.size() > kMostSecretsOfUse) return limited(references);
        --steps_left_;
        const Binding* binding = take_named(from, *name, self, references);
        if (binding == nullptr || !seen.insert(binding).second) continue;
        const References more = shown_by(*binding);
        references.insert(references.end(), more.begin(), more.end());
        for (const std::string& one : binding->variables) next.emplace_back(binding->scope, &one);
      }
      open = std::move(next);
    }
    return limited(std::move(references));
  }

  // Adds what an earlier step gave to a name. Else the binding that does so; nullptr: none.
  const Binding* take_named(Scope scope, const std::string& name, const Binding* self,
                            References& references) {
    if (const References* output = later_.output(scope.job, name)) {
      references.insert(references.end(), output->begin(), output->end());
      return nullptr;
    }
    if (const Binding* declared = later_.job_output(name)) return declared;
    if (const auto output = output_of_action(scope.job, name)) {
      references.push_back(*output);
      return nullptr;
    }
    const Binding* binding = outer_of(scope, name, self);
    const References* later = later_.variable(scope, name);
    if (later == nullptr || (binding != nullptr && binding->scope.step != kNoFact)) return binding;
    references.insert(references.end(), later->begin(), later->end());
    return nullptr;
  }

  // `A: ${{ env.A }}` takes the variable that is around it.
  [[nodiscard]] const Binding* outer_of(Scope scope, const std::string& name,
                                        const Binding* self) const {
    constexpr auto kIgnored = EnvironmentIndex::Case::kIgnored;
    const Binding* binding = environment_.find(scope, name, kIgnored);
    if (binding == nullptr || binding != self) return binding;
    if (scope.step != kNoFact) binding = environment_.find({scope.job, kNoFact}, name, kIgnored);
    if (binding == self) binding = environment_.find({}, name, kIgnored);
    return binding == self ? nullptr : binding;
  }

  // An output of an action of the tree. Only a DefinitionSet knows whether it holds a secret.
  std::optional<FactIndex> output_of_action(FactIndex job, const std::string& name) {
    const FactIndex at = later_.step_of_output(job, name);
    if (at == kNoFact) return std::nullopt;
    const Step& step = definition_.steps[at];
    if (!step.uses.starts_with("./") && !step.uses.starts_with("$/")) return std::nullopt;
    const auto [known, is_new] = action_outputs_.try_emplace({at, name}, kNoFact);
    if (!is_new) return known->second;
    SecretReference reference;
    reference.scope = {job, at};
    reference.store = kActionOutputs;
    reference.kind = "input";
    reference.name = name;
    reference.id = name.substr(name.rfind('.') + 1);
    reference.range = step.uses_range;
    reference.key_path = step.key_path;
    reference.confidence = Confidence::kLow;
    definition_.references.push_back(std::move(reference));
    known->second = static_cast<FactIndex>(definition_.references.size() - 1);
    return known->second;
  }

  [[nodiscard]] References meaning_of(const TemplateRange& one) {
    References references = one.references;
    if (one.variables.empty()) return limited(std::move(references));
    const References more = reached(script_->scope, one.variables, nullptr);
    references.insert(references.end(), more.begin(), more.end());
    return limited(std::move(references));
  }

  // The secrets that a variable holds at a place of the script.
  References meaning_of(const ScriptExpansion& expansion) {
    const VariableName name = name_of(expansion.name);
    if (auto own = variables_->find(name, expansion.range)) return std::move(*own);
    if (const References* kept = kept_variable(name.key)) return *kept;
    if (!name.is_environment && !shares_shell()) return {};
    const bool is_posix = script_->language == ScriptLanguage::kPosix;
    const Binding* binding = environment_.find(
        script_->scope, name.name,
        is_posix ? EnvironmentIndex::Case::kMatters : EnvironmentIndex::Case::kIgnored);
    const bool is_of_step = binding != nullptr && binding->scope.step != kNoFact;
    const References* later = is_of_step ? nullptr : later_.variable(script_->scope, name.name);
    if (later != nullptr) return *later;
    return binding != nullptr ? held_by(*binding) : stored_variable(name.name, expansion.range);
  }

  [[nodiscard]] const References* kept_variable(const std::string& key) const {
    if (kept_.empty()) return nullptr;
    const Scope scope = script_->scope;
    for (const Scope& seen : {scope, Scope{scope.job, kNoFact}, Scope{}}) {
      const auto found = kept_.find({key, seen.job, seen.step});
      if (found != kept_.end()) return &found->second;
    }
    return nullptr;
  }

  // A variable that the platform gives from its store.
  References stored_variable(const std::string& name, TextRange range) {
    if (platform_.variable_store.empty()) return {};
    if (const auto known = stored_.find(range.begin); known != stored_.end()) return known->second;
    return stored_[range.begin] = add_stored_variable(name, range);
  }

  References add_stored_variable(const std::string& name, TextRange range) {
    const bool is_token =
        platform_.is_platform_token != nullptr && platform_.is_platform_token(name);
    if (!is_token && platform_.is_predefined != nullptr && platform_.is_predefined(name)) return {};
    const auto confidence =
        is_token ? std::optional(Confidence::kHigh) : confidence_of_variable(name);
    if (!confidence) return {};
    const bool is_plain = std::binary_search(definition_.plain_variables.begin(),
                                             definition_.plain_variables.end(), name);
    if (is_plain) return {};
    SecretReference reference;
    reference.scope = script_->scope;
    reference.store = std::string(platform_.variable_store);
    reference.kind = is_token ? "platform-token" : "secret";
    reference.is_platform_token = is_token;
    reference.id = name;
    reference.name = name;
    reference.bound_as = name;
    reference.sink = SecretSink::kScript;
    reference.range = script_->text.source_of(range);
    reference.key_path = script_->key_path;
    reference.confidence = *confidence;
    definition_.references.push_back(std::move(reference));
    if (*confidence == Confidence::kLow) return {};  // listed, but no check is to rely on it
    return {static_cast<FactIndex>(definition_.references.size() - 1)};
  }

  Definition& definition_;
  const Platform& platform_;
  const EnvironmentIndex environment_;
  KeptVariables kept_;
  LaterValues later_;
  std::map<std::pair<FactIndex, std::string>, FactIndex> action_outputs_;  // by step and name
  std::size_t steps_left_ = kMostSteps;
  // Of the script that is being read.
  Script* script_ = nullptr;
  ScriptVariables* variables_ = nullptr;
  std::map<std::uint32_t, References> stored_;  // by where the variable stands
};

}  // namespace

std::optional<Confidence> confidence_of_variable(std::string_view name) {
  if (name.size() < 2 || !is_alpha_ascii(name.front())) return std::nullopt;
  const bool is_constant = std::all_of(name.begin(), name.end(), [](char c) {
    return is_upper_ascii(c) || is_digit_ascii(c) || c == '_';
  });
  // PWD sounds like a password.
  const bool is_system = std::binary_search(kSystemVariables.begin(), kSystemVariables.end(), name);
  if (is_system) return std::nullopt;
  if (is_credential_name(name)) return is_constant ? Confidence::kHigh : Confidence::kMedium;
  return is_constant ? std::optional(Confidence::kLow) : std::nullopt;
}

void read_scripts(Definition& definition, const Platform& platform) {
  std::sort(definition.plain_variables.begin(), definition.plain_variables.end());
  const bool has_names = std::any_of(definition.bindings.begin(), definition.bindings.end(),
                                     [](const Binding& one) { return !one.variables.empty(); });
  if (has_names || !definition.scripts.empty()) UseFinder(definition, platform).run();
}

std::vector<const ScriptUse*> uses_in(const Script& script, TextRange range) {
  std::vector<const ScriptUse*> found;
  auto use = std::lower_bound(
      script.uses.begin(), script.uses.end(), range.begin,
      [](const ScriptUse& one, std::uint32_t begin) { return one.range.begin < begin; });
  for (; use != script.uses.end() && use->range.begin < range.end; ++use)
    if (use->range.end <= range.end) found.push_back(&*use);
  return found;
}

std::vector<const ScriptUse*> uses_in(const Script& script, const ScriptWord& word) {
  std::vector<const ScriptUse*> found;
  if (script.uses.empty()) return found;
  for (const ScriptExpansion& expansion : word.expansions) {
    for (const ScriptUse* use : uses_in(script, expansion.range))
      if (use->range == expansion.range) found.push_back(use);
  }
  return found;
}

}  // namespace keyhound
