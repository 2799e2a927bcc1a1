// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/facts/script_uses.h"

#include <algorithm>
#include <array>
#include <map>

#include "scanner/base/ascii.h"
#include "scanner/pipelines/facts/credential_literal.h"

namespace keyhound {
namespace {

// Variables that shells, systems and tools set themselves.
constexpr std::array<std::string_view, 44> kSystemVariables = {
    "BASH_SOURCE", "BASH_VERSION", "BUILD_ID", "BUILD_NUMBER", "CI",     "CFLAGS", "CC",
    "CXX",         "DEBUG",        "DISPLAY",  "EUID",         "GOPATH", "GOROOT", "GPG_TTY",
    "HOME",        "HOSTNAME",     "IFS",      "JAVA_HOME",    "LANG",   "LC_ALL", "LDFLAGS",
    "LINENO",      "LOGNAME",      "OLDPWD",   "OPTARG",       "OPTIND", "OSTYPE", "PATH",
    "PIPESTATUS",  "PPID",         "PS4",      "PWD",          "RANDOM", "REPLY",  "SECONDS",
    "SHELL",       "SHELLOPTS",    "SHLVL",    "TEMP",         "TERM",   "TMP",    "TMPDIR",
    "UID",         "USER"};

bool is_environment(const Binding& binding) {
  return binding.kind == BindingKind::kEnvironment || binding.kind == BindingKind::kVariable ||
         binding.kind == BindingKind::kImageEnvironment ||
         binding.kind == BindingKind::kBuildArgument;
}

// "env:TOKEN" of PowerShell is TOKEN.
std::string_view variable_name(std::string_view name) {
  constexpr std::string_view kPowerShellDrive = "env:";
  if (to_lower_ascii(name.substr(0, kPowerShellDrive.size())) == kPowerShellDrive)
    name.remove_prefix(kPowerShellDrive.size());
  return name;
}

// Reads one script of a definition.
class UseFinder {
 public:
  UseFinder(Definition& definition, const Platform& platform, const EnvironmentIndex& environment,
            Script& script)
      : definition_(definition), platform_(platform), environment_(environment), script_(script) {}

  void run() {
    std::vector<TextRange> opaque;
    for (const TemplateRange& one : script_.templates) opaque.push_back(one.range);
    script_.commands = read_script(script_.text.text, script_.language, opaque);
    for (const ScriptCommand& command : script_.commands.commands) note_assignments(command);
    for (const TemplateRange& one : script_.templates)
      for (const FactIndex reference : meaning_of(one))
        script_.uses.push_back({reference, one.range, UseForm::kTemplate, {}});
    for (const ScriptExpansion& expansion : script_.commands.expansions) {
      if (expansion.is_opaque() || !is_expanded(expansion) || !expansion.shows_value()) continue;
      for (const FactIndex reference : meaning_of(expansion.name, expansion.range))
        script_.uses.push_back({reference, expansion.range, UseForm::kVariable,
                                std::string(variable_name(expansion.name))});
    }
    std::stable_sort(
        script_.uses.begin(), script_.uses.end(),
        [](const ScriptUse& a, const ScriptUse& b) { return a.range.begin < b.range.begin; });
  }

 private:
  // What an assignment of the script makes of a variable.
  struct Assigned {
    std::uint32_t from = 0;  // offset in the script
    std::vector<FactIndex> references;
  };

  static bool is_expanded(const ScriptExpansion& expansion) {
    return expansion.quote != ScriptQuote::kSingle &&
           expansion.quote != ScriptQuote::kRawHereDocument &&
           expansion.quote != ScriptQuote::kComment;
  }

  void note_assignments(const ScriptCommand& command) {
    for (const ScriptAssignment& one : command.assignments) {
      Assigned assigned{one.value.range.end, {}};
      for (const ScriptExpansion& expansion : one.value.expansions) {
        if (!is_expanded(expansion) && !expansion.is_opaque()) continue;
        if (!expansion.shows_value()) continue;
        for (const FactIndex reference : references_of(expansion))
          assigned.references.push_back(reference);
      }
      // `VAR=x cmd` holds for that command only.
      if (command.words.empty() || is_exporting(command))
        assigned_[std::string(variable_name(one.name))].push_back(std::move(assigned));
    }
  }

  static bool is_exporting(const ScriptCommand& command) {
    const std::string& name = command.words.front().text;
    return name == "export" || name == "local" || name == "readonly" || name == "declare" ||
           name == "typeset" || name == "set";
  }

  std::vector<FactIndex> references_of(const ScriptExpansion& expansion) {
    if (!expansion.is_opaque()) return meaning_of(expansion.name, expansion.range);
    const auto index = static_cast<std::size_t>(expansion.opaque);
    return index < script_.templates.size() ? meaning_of(script_.templates[index])
                                            : std::vector<FactIndex>();
  }

  std::vector<FactIndex> meaning_of(const TemplateRange& one) {
    std::vector<FactIndex> references = one.references;
    for (const std::string& name : one.variables) {
      const Binding* binding = environment_.find(script_.scope, name);
      if (binding == nullptr) continue;
      references.insert(references.end(), binding->references.begin(), binding->references.end());
    }
    return references;
  }

  // The secrets that a variable holds at a place of the script.
  std::vector<FactIndex> meaning_of(std::string_view written, TextRange range) {
    const std::string name(variable_name(written));
    if (const auto own = assigned_.find(name); own != assigned_.end()) {
      const auto behind =
          std::upper_bound(own->second.begin(), own->second.end(), range.begin,
                           [](std::uint32_t at, const Assigned& one) { return at < one.from; });
      if (behind != own->second.begin()) return std::prev(behind)->references;
    }
    if (const Binding* binding = environment_.find(script_.scope, name)) return binding->references;
    return stored_variable(name, range);
  }

  // A variable that the platform gives from its store.
  std::vector<FactIndex> stored_variable(const std::string& name, TextRange range) {
    if (platform_.variable_store.empty()) return {};
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
    reference.scope = script_.scope;
    reference.store = std::string(platform_.variable_store);
    reference.kind = is_token ? "platform-token" : "secret";
    reference.is_platform_token = is_token;
    reference.id = name;
    reference.name = name;
    reference.bound_as = name;
    reference.sink = SecretSink::kScript;
    reference.range = script_.text.source_of(range);
    reference.key_path = script_.key_path;
    reference.confidence = *confidence;
    definition_.references.push_back(std::move(reference));
    if (*confidence == Confidence::kLow) return {};  // listed, but no check is to rely on it
    return {static_cast<FactIndex>(definition_.references.size() - 1)};
  }

  Definition& definition_;
  const Platform& platform_;
  const EnvironmentIndex& environment_;
  Script& script_;
  std::map<std::string, std::vector<Assigned>> assigned_;
};

}  // namespace

EnvironmentIndex::EnvironmentIndex(const Definition& definition) : definition_(&definition) {
  FactIndex index = 0;
  for (const Binding& one : definition.bindings) {
    if (is_environment(one)) bindings_[{one.name, one.scope.job, one.scope.step}] = index;
    ++index;
  }
}

const Binding* EnvironmentIndex::find(Scope scope, std::string_view name) const {
  for (const Scope& seen : {scope, Scope{scope.job, kNoFact}, Scope{}}) {
    const auto found = bindings_.find({name, seen.job, seen.step});
    if (found != bindings_.end()) return &definition_->bindings[found->second];
  }
  return nullptr;
}

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
  const EnvironmentIndex environment(definition);
  for (Script& script : definition.scripts)
    UseFinder(definition, platform, environment, script).run();
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
  return uses_in(script, word.range);
}

}  // namespace keyhound
