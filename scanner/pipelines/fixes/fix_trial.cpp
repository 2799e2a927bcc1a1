// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/fixes/fix_trial.h"

#include "scanner/pipelines/definition_reader.h"

namespace keyhound {
namespace {

constexpr YamlParseOptions kReportDuplicates = {.duplicate_keys = DuplicateKeys::kReport};

// The changes that the proposals announce; `edits` are theirs.
YamlChanges announced(const std::vector<const TriedFix*>& candidates,
                      std::vector<TextEdit>& edits) {
  YamlChanges changes;
  for (const TriedFix* one : candidates) {
    edits.insert(edits.end(), one->proposal.edits.begin(), one->proposal.edits.end());
    changes.insert(one->proposal.changes.begin(), one->proposal.changes.end());
  }
  return changes;
}

}  // namespace

FixTrial::FixTrial(DefinitionSet& set, const Definition& definition, const YamlDocument& document)
    : set_(set), before_(definition), document_(document), counts_before_(counts()) {}

FixTrial::Counts FixTrial::counts() const {
  Counts counts;
  const CheckOptions options = {.strict = true, .only = set_.find(before_.path)};
  for (const PipelineFinding& one : run_checks(set_, options))
    ++counts[{one.check->info.id, one.subject}];
  return counts;
}

std::string FixTrial::apply(const std::vector<const TriedFix*>& candidates) {
  std::vector<TextEdit> edits;
  const YamlChanges wanted = announced(candidates, edits);
  if (!sort_edits(before_.text, edits)) return "its edits overlap";
  const std::string text = apply_edits(before_.text, edits);
  const auto document = YamlDocument::parse(text, kPipelineYamlLimits, kReportDuplicates);
  if (!document) return "the result would not be YAML";
  if (!document->duplicates().empty() || yaml_difference(document_, *document) != wanted)
    return "the result would say something else";
  std::vector<Diagnostic> told;
  auto changed = read_definition(before_.path, text, nullptr, told);
  if (!changed || !told.empty() || changed->platform != before_.platform)
    return "the result could not be read again";
  changed->credentials = before_.credentials;
  set_.replace(std::move(*changed));
  std::string reason = compare(candidates);
  if (!reason.empty()) set_.replace(before_);
  return reason;
}

std::string FixTrial::compare(const std::vector<const TriedFix*>& candidates) const {
  Counts expected = counts_before_;
  for (const TriedFix* one : candidates) {
    std::size_t& count = expected[{one->finding->check->info.id, one->finding->subject}];
    if (count == 0) return "its finding would not be gone";
    --count;
  }
  const Counts now = counts();
  for (const auto& [key, count] : now) {
    const auto found = expected.find(key);
    if (found != expected.end() && count <= found->second) continue;
    const bool is_new = counts_before_.count(key) == 0 || count > counts_before_.at(key);
    return is_new ? "there would be a new finding: " + std::string(key.first)
                  : std::string("its finding would not be gone");
  }
  return {};
}

}  // namespace keyhound
