// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/facts/called_workflow.h"
#include "scanner/pipelines/finding_builder.h"
#include "scanner/pipelines/fixes/fix.h"

namespace keyhound {
namespace {

const Include* include_at(const Definition& definition, std::string_view key_path) {
  for (const Include& include : definition.includes)
    if (include.inherits_secrets && include.key_path == key_path) return &include;
  return nullptr;
}

// Takes the entry out: the called workflow uses no secret.
FixProposal take_out(const FixContext& context, const YamlNode& job, const YamlEntry& entry) {
  const std::optional<TextEdit> edit = context.layout.remove(job, entry);
  if (!edit || !context.layout.rest_of_line(entry).empty())
    return FixProposal::refuse("its line holds more than it");
  FixProposal proposal;
  proposal.edits = {*edit};
  proposal.changes[context.finding.key_path] = std::nullopt;
  return proposal;
}

FixProposal name_each(const FixContext& context, const YamlNode& job, const YamlEntry& entry,
                      const std::vector<std::string>& names) {
  FixProposal proposal;
  NewEntries entries;
  for (const std::string& name : names) {
    const std::string value = "${{ secrets." + name + " }}";
    entries.emplace_back(name, YamlLayout::written(value, job.is_flow));
    proposal.changes[context.finding.key_path + "/" + name] = value;
  }
  proposal.changes[context.finding.key_path] = std::nullopt;
  const auto edits = context.layout.replace(job, entry, entries);
  if (!edits) return FixProposal::refuse("the layout of the job is not understood");
  proposal.edits = *edits;
  return proposal;
}

FixProposal propose(const FixContext& context) {
  const Definition& definition = context.definition;
  const Include* include = include_at(definition, context.finding.key_path);
  const Job* job = job_of(definition, context.finding.scope);
  if (include == nullptr || job == nullptr) return FixProposal::refuse("the call is not known");
  const Definition* callee = called_workflow(context.set, definition, *include);
  if (callee == nullptr)
    return FixProposal::refuse("the called workflow is not at hand: what it uses is not known");
  const CalledSecrets secrets = secrets_of_call(*callee);
  if (!secrets.open_because.empty())
    return FixProposal::refuse("what the called workflow needs is not known: " +
                               secrets.open_because);
  if (!secrets.undeclared.empty())
    return FixProposal::refuse("the called workflow does not declare " +
                               list_names(secrets.undeclared) + " under on.workflow_call.secrets");
  const YamlNode* node = context.layout.own_node(job->key_path);
  const YamlEntry* entry = node == nullptr ? nullptr : YamlLayout::own_entry(*node, "secrets");
  if (entry == nullptr) return FixProposal::refuse("the job is shared by an anchor");
  FixProposal proposal = secrets.names.empty() ? take_out(context, *node, *entry)
                                               : name_each(context, *node, *entry, secrets.names);
  proposal.region = job->range;
  return proposal;
}

}  // namespace

extern const Fix kSecretsInheritFix;
const Fix kSecretsInheritFix = {
    .check = "secrets-inherit",
    .summary =
        "Names the secrets that the called workflow declares, where it lies in the same "
        "repository.",
    .propose = propose,
};

}  // namespace keyhound
