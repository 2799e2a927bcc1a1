// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <map>

#include "scanner/base/ascii.h"
#include "scanner/pipelines/facts/script_uses.h"
#include "scanner/pipelines/finding_builder.h"
#include "scanner/pipelines/fixes/fix.h"
#include "scanner/pipelines/fixes/script_variable.h"
#include "scanner/pipelines/platform.h"

namespace keyhound {
namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

// What stands in `${{ }}`; empty: the text is something else.
std::string_view expression_in(std::string_view text) {
  text = trimmed(text);
  if (!text.starts_with("${{") || !text.ends_with("}}")) return {};
  const std::string_view inside = trimmed(text.substr(3, text.size() - 5));
  return inside.find("${{") == std::string_view::npos ? inside : std::string_view();
}

// Whether it is sure which shell runs the step: the step or its defaults say so, or the runner.
bool is_shell_sure(const FixContext& context, const YamlNode& step, const Script& script) {
  const auto says = [](const YamlNode* shell) {
    return shell != nullptr && shell->is_text() && !shell->text().empty() &&
           shell->text().find("${{") == std::string_view::npos;
  };
  if (const YamlNode* own = step.find("shell")) return says(own);
  const Job* job = job_of(context.definition, script.scope);
  if (job == nullptr) return false;
  for (const std::string& path :
       {job->key_path + "/defaults/run/shell", std::string("defaults/run/shell")})
    if (const YamlNode* shell = context.layout.own_node(path)) return says(shell);
  const std::string runner = to_lower_ascii(job->runner);
  if (runner.find("${{") != std::string::npos) return false;
  constexpr std::array<std::string_view, 5> kSystems = {"ubuntu", "linux", "macos", "windows",
                                                        "debian"};
  return std::any_of(kSystems.begin(), kSystems.end(), [&](std::string_view system) {
    return runner.find(system) != std::string::npos;
  });
}

// The fix of one secret in one script.
class TemplateFix {
 public:
  TemplateFix(const FixContext& context, const Script& script, const Step& step,
              const YamlNode& node)
      : context_(context), script_(script), step_(step), node_(node) {}

  FixProposal run() {
    take_names();
    std::string text = script_.text.text;
    // From the end on, so that places before keep their offsets.
    for (auto one = script_.templates.rbegin(); one != script_.templates.rend(); ++one) {
      if (!is_of_finding(*one)) continue;
      const std::string reason = replace(*one, text);
      if (!reason.empty()) return FixProposal::refuse(reason);
    }
    if (proposal_.edits.empty()) return FixProposal::refuse("no template of it was found");
    proposal_.changes[script_.key_path] = std::move(text);
    if (!added_.empty() && !bind()) return FixProposal::refuse("the step's env is not understood");
    proposal_.region = step_.range;
    return std::move(proposal_);
  }

 private:
  [[nodiscard]] bool is_of_finding(const TemplateRange& one) const {
    const auto is_subject = [&](FactIndex index) {
      const SecretReference& reference = context_.definition.references[index];
      return is_kept_secret(reference) && reference.id == context_.finding.subject;
    };
    // What an output brings is no reference of the template, but a use of the script.
    if (std::any_of(one.references.begin(), one.references.end(), is_subject)) return true;
    if (one.variables.empty()) return false;
    const auto uses = uses_in(script_, one.range);
    return std::any_of(uses.begin(), uses.end(), [&](const ScriptUse* use) {
      return use->form == UseForm::kTemplate && is_subject(use->reference);
    });
  }

  // Names that the environment of the step or its script has already, and what the environment
  // gives the step of the same expressions.
  void take_names() {
    taken_ = variables_of(script_);
    std::map<std::string_view, const Binding*> seen;  // the innermost of each name
    for (const Binding& one : context_.definition.bindings) {
      if (one.kind != BindingKind::kEnvironment || !one.scope.covers(script_.scope)) continue;
      taken_.insert(to_upper_ascii(one.name));
      const Binding*& inner = seen[one.name];
      if (inner == nullptr || inner->scope.covers(one.scope)) inner = &one;
    }
    for (const auto& [name, binding] : seen) {
      const std::string_view inside = expression_in(binding->value.text);
      if (!inside.empty() && !is_set_in_script(binding->name)) known_.emplace(inside, name);
    }
  }

  [[nodiscard]] bool is_set_in_script(const std::string& name) const {
    const auto& commands = script_.commands.commands;
    return std::any_of(commands.begin(), commands.end(), [&](const ScriptCommand& command) {
      return std::any_of(command.assignments.begin(), command.assignments.end(),
                         [&](const ScriptAssignment& one) { return one.name == name; });
    });
  }

  // The name of the one secret that an expression brings, or of the one output that holds it, which
  // has the same value in the environment of the step. Empty: there is more in it.
  [[nodiscard]] std::string named_in(const TemplateRange& one, std::string_view expression) const {
    if (one.references.size() == 1 && one.variables.empty())
      return context_.definition.references[one.references.front()].name;
    const bool is_output = one.references.empty() && one.variables.size() == 1 &&
                           one.variables.front() == to_lower_ascii(expression) &&
                           (one.variables.front().starts_with("steps.") ||
                            one.variables.front().starts_with("needs."));
    if (!is_output) return {};
    return to_upper_ascii(expression.substr(expression.rfind('.') + 1));
  }

  // Empty, or why it cannot be.
  std::string replace(const TemplateRange& one, std::string& text) {
    const std::string_view whole =
        std::string_view(script_.text.text).substr(one.range.begin, one.range.size());
    const std::string expression(expression_in(whole));
    if (expression.empty() || expression.find('\n') != std::string::npos)
      return "the expression is not understood";
    const std::string secret = named_in(one, expression);
    if (secret.empty()) return "the expression names more than the secret";
    const TextRange place = script_.text.source_of(one.range);
    if (context_.definition.text.compare(place.begin, place.size(), whole) != 0)
      return "the script's text in the file is not what runs";
    auto variable = known_.find(expression);
    if (variable == known_.end()) {
      const std::string name = variable_name_for(secret, taken_);
      taken_.insert(to_upper_ascii(name));
      variable = known_.emplace(expression, name).first;
      added_.emplace_back(name, expression);
    }
    auto written = variable_in_place(script_, one, variable->second);
    if (!written) return written.error().message;
    text.replace(one.range.begin, one.range.size(), *written);
    return write(place, *written);
  }

  // In the file a value in double quotes has its own escapes.
  std::string write(TextRange place, std::string written) {
    const char first = context_.definition.text[script_.text.whole.begin];
    if (script_.text.whole.begin == place.begin && written.starts_with('"'))
      return "the script begins with it";
    if (first == '"') {
      for (std::size_t at = written.find('"'); at != std::string::npos;
           at = written.find('"', at + 2))
        written.insert(at, 1, '\\');
    }
    proposal_.edits.push_back({place, std::move(written)});
    return {};
  }

  bool bind() {
    const YamlEntry* env = YamlLayout::own_entry(node_, "env");
    if (env == nullptr && node_.find("env") != nullptr) return false;
    const bool is_flow = env == nullptr ? node_.is_flow : env->value.is_flow;
    NewEntries entries;
    std::reverse(added_.begin(), added_.end());
    for (const auto& [name, expression] : added_) {
      const std::string value = "${{ " + expression + " }}";
      entries.emplace_back(name, YamlLayout::written(value, is_flow || node_.is_flow));
      proposal_.changes[step_.key_path + "/env/" + name] = value;
    }
    const auto edit = env == nullptr ? context_.layout.add(node_, "env", entries)
                                     : context_.layout.add(env->value, entries);
    if (edit) proposal_.edits.push_back(*edit);
    return edit.has_value();
  }

  const FixContext& context_;
  const Script& script_;
  const Step& step_;
  const YamlNode& node_;
  std::set<std::string> taken_;
  std::map<std::string, std::string, std::less<>> known_;  // variables by expression
  std::vector<std::pair<std::string, std::string>> added_;
  FixProposal proposal_;
};

FixProposal propose(const FixContext& context) {
  const Definition& definition = context.definition;
  if (definition.platform->id != "github-actions")
    return FixProposal::refuse("only GitHub's workflows are understood");
  const auto script =
      std::find_if(definition.scripts.begin(), definition.scripts.end(), [&](const Script& one) {
        return one.key_path == context.finding.key_path && one.scope == context.finding.scope;
      });
  const Step* step = step_of(definition, context.finding.scope);
  if (script == definition.scripts.end() || step == nullptr)
    return FixProposal::refuse("the script is not known");
  const YamlNode* node = context.layout.own_node(step->key_path);
  if (node == nullptr || context.layout.own_node(script->key_path) == nullptr)
    return FixProposal::refuse("the step is shared by an anchor");
  if (script->language == ScriptLanguage::kOther)
    return FixProposal::refuse("the script's language is not a shell's");
  if (!is_shell_sure(context, *node, *script))
    return FixProposal::refuse("which shell runs the script is not sure: name it with `shell:`");
  return TemplateFix(context, *script, *step, *node).run();
}

}  // namespace

extern const Fix kSecretInScriptTemplateFix;
const Fix kSecretInScriptTemplateFix = {
    .check = "secret-in-script-template",
    .summary =
        "Gives the secret to the step as a variable of its environment, and reads that in "
        "the script.",
    .propose = propose,
};

}  // namespace keyhound
