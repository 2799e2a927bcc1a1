// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "scanner/pipelines/finding_builder.h"
#include "scanner/pipelines/fixes/fix.h"
#include "scanner/pipelines/fixes/variable_readers.h"

namespace keyhound {
namespace {

const Binding* binding_at(const Definition& definition, std::string_view key_path) {
  for (const Binding& binding : definition.bindings)
    if (binding.kind == BindingKind::kEnvironment && binding.key_path == key_path) return &binding;
  return nullptr;
}

// Whether the name stands in a part of the text as a word, outside of two parts of it.
bool is_named_elsewhere(std::string_view text, TextRange whole, TextRange entry, TextRange step,
                        std::string_view name) {
  for (std::size_t at = text.find(name, whole.begin); at < whole.end;
       at = text.find(name, at + 1)) {
    const bool begins = at == 0 || !is_name_byte(text[at - 1]);
    const std::size_t end = at + name.size();
    const bool ends = end >= text.size() || !is_name_byte(text[end]);
    const auto place = static_cast<std::uint32_t>(at);
    if (begins && ends && !entry.contains(place) && !step.contains(place)) return true;
  }
  return false;
}

// The step reads the variable in its script, and only there.
bool reads_in_script(const Definition& definition, const Binding& binding, FactIndex step) {
  bool is_read = false;
  for (const Script& script : definition.scripts) {
    if (script.scope.step != step) continue;
    for (const ScriptUse& use : script.uses) {
      const bool is_of_binding = std::find(binding.references.begin(), binding.references.end(),
                                           use.reference) != binding.references.end();
      if (!is_of_binding) continue;
      if (use.form != UseForm::kVariable) return false;
      is_read = true;
    }
  }
  return is_read && definition.steps[step].uses.empty();
}

// Moves the entry's line from one `env` to another.
FixProposal move(const FixContext& context, const Binding& binding, const Step& step,
                 const std::string& env_path) {
  const YamlLayout& layout = context.layout;
  const std::string holder = env_path == "env" ? "" : env_path.substr(0, env_path.rfind('/'));
  const YamlNode* parent = layout.own_node(holder);
  const YamlEntry* env = parent == nullptr ? nullptr : YamlLayout::own_entry(*parent, "env");
  const YamlEntry* entry =
      env == nullptr ? nullptr : YamlLayout::own_entry(env->value, binding.name);
  const YamlNode* target = layout.own_node(step.key_path);
  if (entry == nullptr || target == nullptr)
    return FixProposal::refuse("it is shared by an anchor");
  if (!layout.rest_of_line(*entry).empty() && !env->value.is_flow)
    return FixProposal::refuse("a comment stands behind it");
  const YamlEntry* own = YamlLayout::own_entry(*target, "env");
  if (target->find("env") != nullptr && own == nullptr)
    return FixProposal::refuse("the step's env is shared by an anchor");
  const bool is_flow = target->is_flow || (own != nullptr && own->value.is_flow);
  const NewEntries entries = {{binding.name, YamlLayout::written(binding.value.text, is_flow)}};
  const auto added =
      own != nullptr ? layout.add(own->value, entries) : layout.add(*target, "env", entries);
  const bool is_last = env->value.entries().size() == 1;
  const auto taken = is_last ? layout.remove(*parent, *env) : layout.remove(env->value, *entry);
  if (!added || !taken) return FixProposal::refuse("the layout of the env is not understood");
  FixProposal proposal;
  proposal.edits = {*taken, *added};
  proposal.changes[binding.key_path] = std::nullopt;
  proposal.changes[step.key_path + "/env/" + binding.name] = binding.value.text;
  return proposal;
}

FixProposal propose(const FixContext& context) {
  const Definition& definition = context.definition;
  const Binding* binding = binding_at(definition, context.finding.key_path);
  if (binding == nullptr) return FixProposal::refuse("the variable is not known");
  const std::vector<FactIndex> steps = context.facts.mentions().of(*binding);
  if (steps.empty()) return FixProposal::refuse("no step mentions it: which ones read it is open");
  if (steps.size() > 1) return FixProposal::refuse("several steps mention it");
  const FactIndex user = steps.front();
  const Step& step = definition.steps[user];
  const Job* job = job_of(definition, binding->scope);
  const TextRange whole = job == nullptr
                              ? TextRange{0, static_cast<std::uint32_t>(definition.text.size())}
                              : job->range;
  const TextRange entry = {binding->name_range.begin, binding->value.whole.end};
  if (!reads_in_script(definition, *binding, user) ||
      is_named_elsewhere(definition.text, whole, entry, step.range, binding->name))
    return FixProposal::refuse("more than one script mentions it");
  const std::string reader = silent_reader(definition, binding->scope, user);
  if (!reader.empty()) return FixProposal::refuse(reader + " may read it without a word of it");
  const YamlNode* node = context.layout.own_node(step.key_path);
  const YamlNode* condition = node == nullptr ? nullptr : node->find("if");
  if (condition != nullptr && condition->text().find(binding->name) != std::string_view::npos)
    return FixProposal::refuse("the step's condition names it");
  FixProposal proposal =
      move(context, *binding, step, binding->key_path.substr(0, binding->key_path.rfind('/')));
  proposal.region = whole;
  return proposal;
}

}  // namespace

extern const Fix kBroadSecretScopeFix;
const Fix kBroadSecretScopeFix = {
    .check = "broad-secret-scope",
    .summary =
        "Moves a secret from the env of a workflow or job to the one step whose script reads "
        "it, where no other step can read it unseen.",
    .propose = propose,
};

}  // namespace keyhound
