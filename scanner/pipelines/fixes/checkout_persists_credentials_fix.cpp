// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "scanner/base/ascii.h"
#include "scanner/pipelines/finding_builder.h"
#include "scanner/pipelines/fixes/fix.h"
#include "scanner/pipelines/platform.h"

namespace keyhound {
namespace {

constexpr const char* kInput = "persist-credentials";

bool has_input(const YamlNode& with) {
  return std::any_of(with.entries().begin(), with.entries().end(), [](const YamlEntry& entry) {
    return entry.key.is_text() && to_lower_ascii(entry.key.text()) == kInput;
  });
}

FixProposal propose(const FixContext& context) {
  const Definition& definition = context.definition;
  if (definition.platform->id != "github-actions")
    return FixProposal::refuse("only GitHub's checkout is understood");
  const Step* step = step_of(definition, context.finding.scope);
  if (step == nullptr) return FixProposal::refuse("the step is not known");
  const std::string use = context.facts.git_uses().behind(context.finding.scope.step);
  if (!use.empty()) return FixProposal::refuse(use);
  const YamlNode* node = context.layout.own_node(step->key_path);
  if (node == nullptr) return FixProposal::refuse("the step is shared by an anchor");

  std::optional<TextEdit> edit;
  if (node->find("with") == nullptr) {
    edit = context.layout.add(*node, "with", {{kInput, "false"}});
  } else if (const YamlEntry* with = YamlLayout::own_entry(*node, "with");
             with != nullptr && !has_input(with->value)) {
    edit = context.layout.add(with->value, {{kInput, "false"}});
  }
  if (!edit) return FixProposal::refuse("the layout of the step is not understood");
  FixProposal proposal;
  proposal.edits = {*edit};
  proposal.changes[step->key_path + "/with/" + kInput] = "false";
  proposal.region = step->range;
  return proposal;
}

}  // namespace

extern const Fix kCheckoutPersistsCredentialsFix;
const Fix kCheckoutPersistsCredentialsFix = {
    .check = "checkout-persists-credentials",
    .summary =
        "Sets persist-credentials: false, where no later step of the job is seen to use git "
        "with the token.",
    .propose = propose,
};

}  // namespace keyhound
