// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/pipeline_findings.h"

#include <algorithm>
#include <map>
#include <memory>

#include "scanner/base/ascii.h"
#include "scanner/pipelines/line_index.h"
#include "scanner/pipelines/place.h"

namespace keyhound {
namespace {

Location location_of(const Definition& definition, const LineIndex& lines, TextRange range) {
  return {definition.path, LocationPart::kContent, lines.position(range.begin),
          lines.position(range.end)};
}

// Stays the same when lines move: check, file, key and subject, and a number where that is not
// enough.
std::string identity_of(const PipelineFinding& found) {
  std::string identity = found.definition->path;
  for (const std::string& part : {found.key_path, found.subject}) {
    identity += '\0';
    identity += part;
  }
  return identity;
}

// Names are written as they are.
bool begins_with_subject(const PipelineFinding& found) {
  return !found.subject.empty() &&
         to_lower_ascii(found.message).starts_with(to_lower_ascii(found.subject));
}

Finding finding_of(const PipelineFinding& found, const LineIndex& lines) {
  const CheckInfo& info = found.check->info;
  Finding finding;
  finding.rule_id = std::string(info.id);
  finding.kind = FindingKind::kPipeline;
  finding.title = std::string(info.title);
  finding.message = found.message;
  if (!finding.message.empty()) {
    char& first = finding.message.front();
    if (is_lower_ascii(first) && !begins_with_subject(found))
      first = static_cast<char>(first - 'a' + 'A');
    if (finding.message.back() != '.') finding.message += '.';
  }
  finding.remedy = found.remedy.empty() ? std::string(info.remedy) : found.remedy;
  finding.severity = severity_of(found.level);
  finding.confidence = Confidence::kHigh;
  finding.score = score_of(finding.severity);
  if (found.is_literal) finding.tags.emplace_back(kLiteralTag);
  Occurrence place;
  place.location = location_of(*found.definition, lines, found.range);
  place.pipeline = std::make_shared<const PipelinePlace>(
      place_in(*found.definition, found.scope, found.key_path));
  finding.occurrences.push_back(std::move(place));
  for (const TextRange& range : found.related)
    finding.related.push_back(location_of(*found.definition, lines, range));
  for (const FarPlace& place_there : found.elsewhere)
    finding.related.push_back(location_of(
        *place_there.definition, LineIndex(place_there.definition->text), place_there.range));
  return finding;
}

bool overlap(const Location& a, const Location& b) { return a.start < b.end && b.start < a.end; }

}  // namespace

std::vector<Finding> findings_of(const std::vector<PipelineFinding>& found,
                                 const FingerprintKey& key, bool in_worktree,
                                 const std::vector<FingerprintKey>& previous) {
  std::vector<Finding> findings;
  std::map<std::pair<std::string_view, std::string>, std::size_t> seen;
  const Definition* definition = nullptr;
  std::optional<LineIndex> lines;
  for (const PipelineFinding& one : found) {
    if (one.credential != kNoFact) continue;
    if (one.definition != definition) {
      definition = one.definition;
      lines.emplace(definition->text);
    }
    Finding finding = finding_of(one, *lines);
    std::string identity = identity_of(one);
    const std::size_t before = seen[{one.check->info.id, identity}]++;
    if (before > 0) identity += '\0' + std::to_string(before);
    const std::string family = "pipeline/" + finding.rule_id;
    finding.fingerprint = fingerprint(key, family, identity);
    for (const FingerprintKey& old : previous)
      finding.previous_fingerprints.push_back(fingerprint(old, family, identity).short_form());
    finding.occurrences.front().in_worktree = in_worktree;
    findings.push_back(std::move(finding));
  }
  return findings;
}

void fold_literals(std::vector<Finding>& findings) {
  std::multimap<std::string_view, std::pair<Location, Finding*>> secrets;
  for (Finding& finding : findings) {
    if (finding.kind != FindingKind::kSecret) continue;
    for (const Occurrence& place : finding.occurrences) {
      const bool is_present = place.in_worktree || place.in_head;
      if (is_present && place.location.part == LocationPart::kContent)
        secrets.insert({place.location.path, {place.location, &finding}});
    }
  }
  std::vector<bool> covered(findings.size(), false);
  for (std::size_t i = 0; i < findings.size(); ++i) {
    const Finding& literal = findings[i];
    const bool is_literal =
        literal.kind == FindingKind::kPipeline &&
        std::find(literal.tags.begin(), literal.tags.end(), kLiteralTag) != literal.tags.end();
    if (!is_literal) continue;
    const auto [begin, end] = secrets.equal_range(literal.first().location.path);
    for (auto secret = begin; secret != end; ++secret) {
      if (!overlap(secret->second.first, literal.first().location)) continue;
      covered[i] = true;
      auto& others = secret->second.second->also_matched;
      const auto place = std::lower_bound(others.begin(), others.end(), literal.rule_id);
      if (place == others.end() || *place != literal.rule_id) others.insert(place, literal.rule_id);
    }
  }
  std::vector<Finding> kept;
  kept.reserve(findings.size());
  for (std::size_t i = 0; i < findings.size(); ++i)
    if (!covered[i]) kept.push_back(std::move(findings[i]));
  findings = std::move(kept);
}

}  // namespace keyhound
