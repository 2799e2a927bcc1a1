// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/facts/variable_mentions.h"

#include <algorithm>

#include "scanner/base/ascii.h"

namespace keyhound {
namespace {

bool is_name_byte(char c) { return is_alnum_ascii(c) || c == '_'; }

}  // namespace

VariableMentions::VariableMentions(const Definition& definition) : definition_(&definition) {
  add_scripts();
  add_expressions();
}

void VariableMentions::add_scripts() {
  for (const Script& script : definition_->scripts)
    for (const ScriptUse& use : script.uses) by_reference_[use.reference].insert(script.scope.step);
}

void VariableMentions::add_expressions() {
  constexpr std::string_view kContext = "env.";
  for (const Binding& one : definition_->bindings) {
    const std::string_view text = one.value.text;
    for (std::size_t at = text.find(kContext); at != std::string_view::npos;
         at = text.find(kContext, at + 1)) {
      if (at > 0 && is_name_byte(text[at - 1])) continue;
      std::size_t end = at + kContext.size();
      while (end < text.size() && is_name_byte(text[end])) ++end;
      const std::string name(text.substr(at + kContext.size(), end - at - kContext.size()));
      if (!name.empty()) by_name_[name].insert({one.scope.job, one.scope.step});
    }
  }
}

std::vector<FactIndex> VariableMentions::of(const Binding& binding) const {
  std::set<FactIndex> steps;
  for (const FactIndex reference : binding.references) {
    const auto found = by_reference_.find(reference);
    if (found != by_reference_.end()) steps.insert(found->second.begin(), found->second.end());
  }
  if (const auto named = by_name_.find(binding.name); named != by_name_.end()) {
    for (const auto& [job, step] : named->second)
      if (step != kNoFact && binding.scope.covers({job, step})) steps.insert(step);
  }
  steps.erase(kNoFact);
  return {steps.begin(), steps.end()};
}

}  // namespace keyhound
