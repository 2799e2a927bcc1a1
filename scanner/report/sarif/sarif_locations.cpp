// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/sarif/sarif_locations.h"

#include <algorithm>
#include <limits>

#include "scanner/report/occurrence_text.h"
#include "scanner/report/sarif/artifact_uri.h"

namespace keyhound {

namespace {

// GitHub rejects a file with a line or column 0, and SARIF readers use 32-bit numbers.
std::int32_t region_number(std::uint64_t number) {
  constexpr std::uint64_t kMax = std::numeric_limits<std::int32_t>::max();
  return static_cast<std::int32_t>(std::clamp<std::uint64_t>(number, 1, kMax));
}

// A file name has no place in the file: its region is the start of the file.
Json region_json(const Location& location) {
  const bool is_name = location.part == LocationPart::kPath;
  const SourcePosition start = is_name ? SourcePosition{} : location.start;
  const SourcePosition end = is_name ? SourcePosition{} : std::max(start, location.end);
  return {{"startLine", region_number(start.line)},
          {"startColumn", region_number(start.column)},
          {"endLine", region_number(end.line)},
          {"endColumn", region_number(end.column)}};
}

Json physical_location(const Location& location, const std::string& base_id) {
  Json artifact = {{"uri", artifact_uri(location)}};
  if (!base_id.empty()) artifact["uriBaseId"] = base_id;
  Json physical = Json::object();
  physical["artifactLocation"] = std::move(artifact);
  physical["region"] = region_json(location);
  return physical;
}

Json occurrence_location(const Occurrence& occurrence, const SarifRevisions& revisions) {
  Json location = Json::object();
  location["physicalLocation"] =
      physical_location(occurrence.location, revisions.base_id(occurrence));
  if (!occurrence.commit.id.empty() && revisions.names_trees()) {
    location["logicalLocations"] = Json::array({{{"name", short_id(occurrence.commit.id)},
                                                 {"fullyQualifiedName", occurrence.commit.id},
                                                 {"kind", "commit"}}});
  }
  return location;
}

void append_with_id(Json& list, Json location, std::string_view message) {
  Json entry = {{"id", list.size() + 1}};
  entry.update(location);
  entry["message"]["text"] = message;
  list.push_back(std::move(entry));
}

std::string_view describe_state(const Occurrence& occurrence) {
  if (occurrence.in_head) return "Also here, in HEAD.";
  if (occurrence.in_worktree || occurrence.commit.id.empty()) return "Also here.";
  return "Also here, in history.";
}

}  // namespace

Json sarif_location(const Finding& finding, const SarifRevisions& revisions) {
  const Occurrence& primary = primary_occurrence(finding);
  Json location = occurrence_location(primary, revisions);
  // The region is the secret, so its text is the redacted one.
  if (finding.kind == FindingKind::kSecret && primary.location.part != LocationPart::kPath) {
    location["physicalLocation"]["region"]["snippet"]["text"] = finding.secret_redacted;
  }
  return location;
}

Json sarif_place(const Location& place) {
  Json location = Json::object();
  location["physicalLocation"] = physical_location(place, "");
  return location;
}

Json sarif_linked_locations(const Finding& finding, std::size_t limit) {
  Json list = Json::array();
  const bool is_leak = finding.kind != FindingKind::kPipeline;
  for (const Location& place : finding.related) {
    if (list.size() == limit) return list;
    append_with_id(list, sarif_place(place), is_leak ? "The leak." : "The other place.");
  }
  return list;
}

Json sarif_related_locations(const Finding& finding, const SarifRevisions& revisions) {
  Json list = sarif_linked_locations(finding, kMaxSarifRelated);
  if (const Occurrence* composite = finding.composite()) {
    for (const PartPlace& part : composite->parts) {
      if (list.size() == kMaxSarifRelated) return list;
      if (part.rule_id == finding.rule_id) continue;
      Json location = {{"physicalLocation", physical_location(part_location(*composite, part),
                                                              revisions.base_id(*composite))}};
      append_with_id(list, std::move(location), "Its other part: " + part.rule_id + ".");
    }
  }
  const Occurrence& primary = primary_occurrence(finding);
  for (const Occurrence& occurrence : finding.occurrences) {
    if (list.size() == kMaxSarifRelated) return list;
    if (&occurrence == &primary) continue;
    append_with_id(list, occurrence_location(occurrence, revisions), describe_state(occurrence));
  }
  return list;
}

}  // namespace keyhound
