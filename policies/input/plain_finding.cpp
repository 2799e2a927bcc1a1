// SPDX-License-Identifier: Apache-2.0
// Members come in the order of the writer, so each is looked for behind the one before it.
#include "policies/input/plain_finding.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>

#include "policies/input/finding_reader.h"

namespace keyhound {
namespace {

// How a member of an object is read. Those that are not in a table are passed over.
template <class Struct>
struct Row {
  std::string_view name;
  bool (*read)(PlainJson& json, Struct& into);  // nullptr: its object is left to the JSON parser
};

// null stands for a member that is not there. No member may come twice.
template <class Struct, std::size_t kRows>
bool read_members(PlainJson& json, const std::array<Row<Struct>, kRows>& rows, Struct& into) {
  static_assert(kRows <= 32);
  std::uint32_t seen = 0;
  std::size_t next = 0;
  return json.object([&](std::string_view name) {
    std::size_t row = next;
    std::size_t tried = 0;
    for (; tried < kRows && rows[row].name != name; ++tried) row = row + 1 == kRows ? 0 : row + 1;
    if (tried == kRows) return json.skip();
    const std::uint32_t bit = std::uint32_t{1} << row;
    if ((seen & bit) != 0) return false;
    seen |= bit;
    next = row + 1 == kRows ? 0 : row + 1;
    if (json.is_null()) return true;
    return rows[row].read != nullptr && rows[row].read(json, into);
  });
}

template <class Struct, class Member>
Struct struct_of(Member Struct::*);

template <auto Member>
using StructOf = decltype(struct_of(Member));

template <auto Member>
bool text(PlainJson& json, StructOf<Member>& into) {
  return json.text(into.*Member);
}
template <auto Member>
bool texts(PlainJson& json, StructOf<Member>& into) {
  return json.texts(into.*Member);
}
template <auto Member>
bool flag(PlainJson& json, StructOf<Member>& into) {
  return json.flag(into.*Member);
}

bool read_time(PlainJson& json, std::optional<Timestamp>& into) {
  std::string written;
  if (!json.text(written)) return false;
  if (written.empty()) return true;
  const Result<Timestamp> time = parse_timestamp(written);
  if (time) into = *time;
  return time.has_value();
}

template <auto Member>
bool time(PlainJson& json, StructOf<Member>& into) {
  return read_time(json, into.*Member);
}

bool read_committed(PlainJson& json, CommitInfo& into) {
  std::optional<Timestamp> time;
  if (!read_time(json, time)) return false;
  into.committed = time.value_or(Timestamp{});
  return true;
}

constexpr std::array<Row<CommitInfo>, 3> kCommitRows = {{
    {"commit", text<&CommitInfo::id>},
    {"author", text<&CommitInfo::author>},
    {"committed", read_committed},
}};

// An occurrence and what its members stand for only together.
struct PlainOccurrence {
  Occurrence& occurrence;
  std::optional<std::uint64_t> end_line;
  std::optional<std::uint64_t> end_column;
  std::optional<std::uint64_t> ref_count;
};

template <auto Member>
bool of_occurrence(PlainJson& json, PlainOccurrence& into) {
  if constexpr (std::is_same_v<decltype(into.occurrence.*Member), bool&>) {
    return json.flag(into.occurrence.*Member);
  } else if constexpr (std::is_same_v<decltype(into.occurrence.*Member), std::string&>) {
    return json.text(into.occurrence.*Member);
  } else {
    return json.texts(into.occurrence.*Member);
  }
}

template <auto Member>
bool of_start(PlainJson& json, PlainOccurrence& into) {
  std::uint64_t number = 0;
  if (!json.number(number)) return false;
  into.occurrence.location.start.*Member = static_cast<std::uint32_t>(number);
  return true;
}

template <auto Member>
bool number(PlainJson& json, StructOf<Member>& into) {
  return json.number((into.*Member).emplace());
}

template <auto Member>
bool of_commit(PlainJson& json, PlainOccurrence& into) {
  return json.text(into.occurrence.commit.*Member);
}

bool read_part(PlainJson& json, PlainOccurrence& into) {
  std::string name;
  if (!json.text(name)) return false;
  const std::optional<LocationPart> part = part_named(name);
  if (part) into.occurrence.location.part = *part;
  return part.has_value();
}

constexpr std::array<Row<PlainOccurrence>, 19> kOccurrenceRows = {{
    {"path", [](PlainJson& json,
                PlainOccurrence& into) { return json.text(into.occurrence.location.path); }},
    {"path_bytes", nullptr},
    {"part", read_part},
    {"start_line", of_start<&SourcePosition::line>},
    {"start_column", of_start<&SourcePosition::column>},
    {"end_line", number<&PlainOccurrence::end_line>},
    {"end_column", number<&PlainOccurrence::end_column>},
    {"blob", of_occurrence<&Occurrence::blob>},
    {"commit", of_commit<&CommitInfo::id>},
    {"author", of_commit<&CommitInfo::author>},
    {"committed",
     [](PlainJson& json, PlainOccurrence& into) {
       return read_committed(json, into.occurrence.commit);
     }},
    {"in_head", of_occurrence<&Occurrence::in_head>},
    {"in_worktree", of_occurrence<&Occurrence::in_worktree>},
    {"reachable", of_occurrence<&Occurrence::reachable>},
    {"refs", of_occurrence<&Occurrence::refs>},
    {"ref_count", number<&PlainOccurrence::ref_count>},
    {"pipeline", nullptr},
    {"removed",
     [](PlainJson& json, PlainOccurrence& into) {
       auto removed = std::make_shared<CommitInfo>();
       if (!read_members(json, kCommitRows, *removed)) return false;
       into.occurrence.removed = std::move(removed);
       return true;
     }},
    {"parts", [](PlainJson& json, PlainOccurrence&) { return json.skip(); }},
}};

bool read_occurrence(PlainJson& json, Occurrence& into) {
  PlainOccurrence plain{into, {}, {}, {}};
  into.location.start = {1, 1};
  if (!read_members(json, kOccurrenceRows, plain)) return false;
  Location& location = into.location;
  location.end.line = static_cast<std::uint32_t>(plain.end_line.value_or(location.start.line));
  location.end.column =
      static_cast<std::uint32_t>(plain.end_column.value_or(location.start.column));
  into.ref_count = static_cast<std::uint32_t>(plain.ref_count.value_or(into.refs.size()));
  return true;
}

bool read_occurrences(PlainJson& json, Finding& into) {
  return json.list([&] { return read_occurrence(json, into.occurrences.emplace_back()); });
}

// Sorted and each name once, as an object has it.
bool read_identity(PlainJson& json, Finding& into) {
  return json.object([&](std::string_view name) {
    const bool is_next = into.identity.empty() || into.identity.back().first < name;
    return is_next && json.text(into.identity.emplace_back(name, std::string()).second);
  });
}

bool read_state(PlainJson& json, Liveness& into) {
  std::string name;
  if (!json.text(name)) return false;
  const std::optional<LivenessState> state = parse_liveness_state(name);
  if (state) into.state = *state;
  return state.has_value();
}

bool read_status(PlainJson& json, Liveness& into) {
  std::uint64_t status = 0;
  if (!json.number(status) || status > kMostHttpStatus) return false;
  into.status = static_cast<int>(status);
  return true;
}

constexpr std::array<Row<Liveness>, 7> kLivenessRows = {{
    {"state", read_state},
    {"at", time<&Liveness::at>},
    {"source", text<&Liveness::source>},
    {"verifier", text<&Liveness::verifier>},
    {"host", text<&Liveness::host>},
    {"status", read_status},
    {"reason", text<&Liveness::reason>},
}};

constexpr std::array<Row<Acceptance>, 5> kAcceptanceRows = {{
    {"verdict", text<&Acceptance::verdict>},
    {"reason", text<&Acceptance::reason>},
    {"until", time<&Acceptance::until>},
    {"path", text<&Acceptance::path>},
    {"path_bytes", nullptr},
}};

// Its state may not be left out.
bool read_liveness(PlainJson& json, Finding& into) {
  return read_members(json, kLivenessRows, into.liveness) &&
         into.liveness.state != LivenessState::kUnchecked;
}

bool read_acceptance(PlainJson& json, Finding& into) {
  return read_members(json, kAcceptanceRows, into.accepted.emplace());
}

bool read_kind(PlainJson& json, Finding& into) {
  std::string name;
  if (!json.text(name)) return false;
  for (const FindingKind kind :
       {FindingKind::kSecret, FindingKind::kPipeline, FindingKind::kPolicy}) {
    if (to_string(kind) != name) continue;
    into.kind = kind;
    return true;
  }
  return false;
}

bool read_fingerprint(PlainJson& json, Finding& into) {
  std::string written;
  if (!json.text(written)) return false;
  Result<Fingerprint> fingerprint = parse_fingerprint(written);
  if (fingerprint) into.fingerprint = std::move(*fingerprint);
  return fingerprint.has_value();
}

// A finding and what its members stand for only together.
struct PlainFinding {
  Finding& finding;
  std::optional<Severity> severity;
  std::optional<double> score;
};

bool read_severity(PlainJson& json, PlainFinding& into) {
  std::string name;
  if (!json.text(name)) return false;
  into.severity = parse_severity(name);
  return into.severity.has_value();
}

bool read_confidence(PlainJson& json, PlainFinding& into) {
  std::string name;
  if (!json.text(name)) return false;
  const std::optional<Confidence> confidence = parse_confidence(name);
  if (confidence) into.finding.confidence = *confidence;
  return confidence.has_value();
}

template <auto Member>
bool of_finding(PlainJson& json, PlainFinding& into) {
  if constexpr (std::is_same_v<decltype(into.finding.*Member), std::string&>) {
    return json.text(into.finding.*Member);
  } else {
    return json.texts(into.finding.*Member);
  }
}

template <auto Read>
bool by(PlainJson& json, PlainFinding& into) {
  return Read(json, into.finding);
}

constexpr std::array<Row<PlainFinding>, 19> kFindingRows = {{
    {"rule_id", of_finding<&Finding::rule_id>},
    {"kind", by<read_kind>},
    {"title", of_finding<&Finding::title>},
    {"message", of_finding<&Finding::message>},
    {"severity", read_severity},
    {"confidence", read_confidence},
    {"score", [](PlainJson& json, PlainFinding& into) { return json.real(into.score.emplace()); }},
    {"fingerprint", by<read_fingerprint>},
    {"previous_fingerprints", of_finding<&Finding::previous_fingerprints>},
    {"secret_redacted", of_finding<&Finding::secret_redacted>},
    {"identity", by<read_identity>},
    {"also_matched", of_finding<&Finding::also_matched>},
    {"remedy", of_finding<&Finding::remedy>},
    {"tags", of_finding<&Finding::tags>},
    {"location", [](PlainJson& json, PlainFinding&) { return json.skip(); }},
    {"occurrences", by<read_occurrences>},
    {"liveness", by<read_liveness>},
    {"repository", of_finding<&Finding::repository>},
    {"accepted", by<read_acceptance>},
}};

}  // namespace

bool read_plain_finding(PlainJson& json, Finding& into) {
  PlainFinding plain{into, {}, {}};
  if (!read_members(json, kFindingRows, plain)) return false;
  into.severity = plain.severity.value_or(Severity::kHigh);
  into.score = plain.score.value_or(score_of(into.severity));
  into.is_documentation =
      std::find(into.tags.begin(), into.tags.end(), kDocumentationTag) != into.tags.end();
  return !into.rule_id.empty() && !into.fingerprint.mac.empty() && !into.occurrences.empty();
}

}  // namespace keyhound
