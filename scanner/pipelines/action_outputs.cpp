// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/action_outputs.h"

#include "scanner/base/ascii.h"
#include "scanner/pipelines/facts/later_values.h"
#include "scanner/pipelines/handed_secrets.h"

namespace keyhound {

const std::set<std::string>& ActionOutputs::inputs_of(const Definition& action,
                                                      std::string_view output) {
  static const std::set<std::string> kNone;
  std::pair<const Definition*, std::string> key(&action, to_lower_ascii(output));
  // Of actions that call one another in a ring the rest is not known yet; GitHub runs none of them.
  const auto before = known_.find(key);
  if (before != known_.end()) return before->second;
  if (depth_ >= kMostActions) return kNone;
  const auto known = known_.try_emplace(std::move(key)).first;
  ++depth_;
  for (const Binding& one : action.bindings) {
    if (one.kind != BindingKind::kOutput || to_lower_ascii(one.name) != known->first.second)
      continue;
    for (const auto* some : {&one.references, &one.carried})
      for (const FactIndex index : *some) add(action, index, known->second);
  }
  --depth_;
  return known->second;
}

void ActionOutputs::add(const Definition& action, FactIndex reference,
                        std::set<std::string>& inputs) {
  const SecretReference& one = action.references[reference];
  if (one.is_tested || one.kind != "input") return;
  if (one.store == kActionOutputs) {
    add_inner(action, one, inputs);
  } else {
    inputs.insert(one.id);
  }
}

// What the action hands to one that it calls, and takes back.
void ActionOutputs::add_inner(const Definition& action, const SecretReference& output,
                              std::set<std::string>& inputs) {
  const Definition* inner = action_of(action, output.scope);
  if (inner == nullptr) return;
  const std::set<std::string> taken = inputs_of(*inner, output.id);
  for (const Binding& one : action.bindings) {
    if (one.kind != BindingKind::kInput || one.scope != output.scope) continue;
    if (!taken.contains(to_lower_ascii(one.name))) continue;
    for (const FactIndex index : one.references) {
      const SecretReference& handed = action.references[index];
      const bool is_input =
          handed.kind == "input" && handed.store != kActionOutputs && !handed.is_tested;
      if (is_input) inputs.insert(handed.id);
    }
  }
}

const Definition* ActionOutputs::action_of(const Definition& caller, Scope step) const {
  for (const Include& one : caller.includes)
    if (one.scope == step) return called_action(set_, caller, one);
  return nullptr;
}

}  // namespace keyhound
