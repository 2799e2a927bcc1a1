// SPDX-License-Identifier: Apache-2.0
#include "scanner/store/occurrence_columns.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include "scanner/store/finding_detail.h"

namespace keyhound {
namespace {

LocationPart part_named(std::string_view name) {
  for (const LocationPart part :
       {LocationPart::kPath, LocationPart::kCommitMessage, LocationPart::kCommitHeader,
        LocationPart::kTagMessage, LocationPart::kGitConfig}) {
    if (to_string(part) == name) return part;
  }
  return LocationPart::kContent;
}

}  // namespace

std::uint64_t count_in(const SqlValue& value) {
  return static_cast<std::uint64_t>(std::max<std::int64_t>(whole_number(value), 0));
}

std::optional<Timestamp> time_in(const SqlValue& value) {
  const Result<Timestamp> time = parse_timestamp(text_of(value));
  return time ? std::optional(*time) : std::nullopt;
}

Result<Occurrence> stored_occurrence(const SqlRow& row, std::size_t first) {
  const auto text = [&](std::size_t column) { return std::string(text_of(row[first + column])); };
  const auto number = [&](std::size_t column) { return count_in(row[first + column]); };
  Occurrence place;
  place.location.path = text(0);
  place.location.part = part_named(text(1));
  place.location.start = {number(2), number(3)};
  place.location.end = {number(4), number(5)};
  place.blob = text(6);
  place.commit = {text(7), text(8), text(9), time_in(row[first + 10]).value_or(Timestamp{})};
  if (const std::string removed = text(11); !removed.empty())
    place.removed = std::make_shared<const CommitInfo>(CommitInfo{removed, {}, {}, {}});
  place.in_head = number(12) != 0;
  place.in_worktree = number(13) != 0;
  place.reachable = number(14) != 0;
  if (text(15).empty()) return place;
  KEYHOUND_TRY(PipelinePlace pipeline, read_pipeline_text(text(15)));
  place.pipeline = std::make_shared<const PipelinePlace>(std::move(pipeline));
  return place;
}

}  // namespace keyhound
