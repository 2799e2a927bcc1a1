// SPDX-License-Identifier: Apache-2.0
#include "policies/input/finding_reader.h"

#include <algorithm>

#include "policies/input/json_fields.h"

namespace keyhound {
namespace {

Location location_in(JsonFields& fields) {
  Location location;
  location.path = fields.bytes("path");
  if (const auto part = part_named(fields.text("part"))) {
    location.part = *part;
  } else {
    fields.complain("part", "this is no part of a repository");
  }
  location.start.line = static_cast<std::uint32_t>(fields.number("start_line", 1));
  location.start.column = static_cast<std::uint32_t>(fields.number("start_column", 1));
  location.end.line = static_cast<std::uint32_t>(fields.number("end_line", location.start.line));
  location.end.column =
      static_cast<std::uint32_t>(fields.number("end_column", location.start.column));
  return location;
}

CommitInfo commit_in(JsonFields& fields) {
  CommitInfo commit;
  commit.id = fields.text("commit");
  commit.author = fields.text("author");
  commit.committed = fields.time("committed").value_or(Timestamp{});
  return commit;
}

PipelinePlace pipeline_place_in(JsonFields& fields) {
  return {fields.text("platform"), fields.text("job"),      fields.text("step"),
          fields.text("key_path"), fields.text("exposure"), fields.text("environment"),
          fields.texts("triggers")};
}

std::string read_occurrence(const Json& object, const std::string& place, Occurrence& into) {
  if (!object.is_object()) return place + ": expected an object";
  JsonFields fields(object, place);
  into.location = location_in(fields);
  into.blob = fields.text("blob");
  into.commit = commit_in(fields);
  into.in_head = fields.flag("in_head", false);
  into.in_worktree = fields.flag("in_worktree", false);
  into.reachable = fields.flag("reachable", true);
  into.refs = fields.texts("refs");
  into.ref_count = static_cast<std::uint32_t>(fields.number("ref_count", into.refs.size()));
  if (const Json* pipeline = fields.object("pipeline")) {
    JsonFields members(*pipeline, place + ".pipeline");
    into.pipeline = std::make_shared<const PipelinePlace>(pipeline_place_in(members));
    if (!members.problem().empty()) return members.problem();
  }
  if (const Json* removed = fields.object("removed")) {
    JsonFields removal(*removed, place + ".removed");
    into.removed = std::make_shared<const CommitInfo>(commit_in(removal));
    if (!removal.problem().empty()) return removal.problem();
  }
  return fields.problem();
}

std::string read_occurrences(JsonFields& fields, Finding& into) {
  if (const Json* list = fields.list("occurrences")) {
    std::size_t index = 0;
    for (const Json& object : *list) {
      const std::string place = fields.place() + ".occurrences[" + std::to_string(index++) + "]";
      std::string problem = read_occurrence(object, place, into.occurrences.emplace_back());
      if (!problem.empty()) return problem;
    }
  }
  if (!into.occurrences.empty()) return {};
  const Json* location = fields.object("location");
  if (location == nullptr) return fields.place() + ": it has neither occurrences nor a location";
  return read_occurrence(*location, fields.place() + ".location", into.occurrences.emplace_back());
}

void read_weights(JsonFields& fields, Finding& into) {
  const auto severity = parse_severity(fields.text_or("severity", "high"));
  const auto confidence = parse_confidence(fields.text_or("confidence", "medium"));
  if (!severity) fields.complain("severity", "expected info, low, medium, high or critical");
  if (!confidence) fields.complain("confidence", "expected low, medium or high");
  into.severity = severity.value_or(Severity::kHigh);
  into.confidence = confidence.value_or(Confidence::kMedium);
  into.score = fields.real("score", score_of(into.severity));
}

void read_identity(JsonFields& fields, Finding& into) {
  const Json* identity = fields.object("identity");
  if (identity == nullptr) return;
  for (const auto& [name, value] : identity->items()) {
    if (value.is_string()) {
      into.identity.emplace_back(name, value.get<std::string>());
    } else {
      fields.complain("identity", "expected texts");
    }
  }
}

void read_liveness(JsonFields& fields, Finding& into) {
  const Json* object = fields.object("liveness");
  if (object == nullptr) return;
  JsonFields liveness(*object, fields.place() + ".liveness");
  const auto state = parse_liveness_state(liveness.text("state"));
  if (!state) {
    fields.complain("liveness",
                    "its state is active, revoked, expired, indeterminate or unchecked");
  }
  const std::uint64_t status = liveness.number("status", 0);
  if (status > kMostHttpStatus) fields.complain("liveness", "its status is none of HTTP");
  into.liveness = {state.value_or(LivenessState::kUnchecked),
                   liveness.time("at"),
                   liveness.text("source"),
                   liveness.text("verifier"),
                   liveness.text("host"),
                   static_cast<int>(std::min(status, kMostHttpStatus)),
                   liveness.text("reason")};
  if (!liveness.problem().empty()) fields.complain("liveness", "one of its members is wrong");
}

void read_acceptance(JsonFields& fields, Finding& into) {
  const Json* object = fields.object("accepted");
  if (object == nullptr) return;
  JsonFields accepted(*object, fields.place() + ".accepted");
  into.accepted = Acceptance{accepted.text("verdict"), accepted.text("reason"),
                             accepted.time("until"), accepted.bytes("path")};
  if (!accepted.problem().empty()) fields.complain("accepted", "its members are wrong");
}

void read_kind(JsonFields& fields, Finding& into) {
  const std::string kind = fields.text_or("kind", "secret");
  for (const FindingKind one : {FindingKind::kSecret, FindingKind::kPipeline, FindingKind::kPolicy})
    if (to_string(one) == kind) {
      into.kind = one;
      return;
    }
  fields.complain("kind", "expected secret, pipeline or policy");
}

}  // namespace

std::optional<LocationPart> part_named(std::string_view name) {
  for (const LocationPart part :
       {LocationPart::kContent, LocationPart::kPath, LocationPart::kCommitMessage,
        LocationPart::kCommitHeader, LocationPart::kTagMessage, LocationPart::kGitConfig}) {
    if (to_string(part) == name) return part;
  }
  return std::nullopt;
}

std::string read_finding(const Json& object, const std::string& place, Finding& into) {
  JsonFields fields(object, place);
  into.rule_id = fields.text("rule_id");
  if (into.rule_id.empty()) fields.complain("rule_id", "a finding needs its rule");
  read_kind(fields, into);
  into.title = fields.text("title");
  into.message = fields.text("message");
  into.remedy = fields.text("remedy");
  into.secret_redacted = fields.text("secret_redacted");
  into.repository = fields.text("repository");
  read_weights(fields, into);
  Result<Fingerprint> fingerprint = parse_fingerprint(fields.text("fingerprint"));
  if (fingerprint) {
    into.fingerprint = std::move(*fingerprint);
  } else {
    fields.complain("fingerprint", "a finding needs its fingerprint, kh1:...");
  }
  read_identity(fields, into);
  into.previous_fingerprints = fields.texts("previous_fingerprints");
  into.also_matched = fields.texts("also_matched");
  into.tags = fields.texts("tags");
  into.is_documentation =
      std::find(into.tags.begin(), into.tags.end(), kDocumentationTag) != into.tags.end();
  read_liveness(fields, into);
  read_acceptance(fields, into);
  std::string problem = read_occurrences(fields, into);
  return fields.problem().empty() ? problem : fields.problem();
}

std::string read_reference(const Json& object, const std::string& place, Reference& into) {
  JsonFields fields(object, place);
  into.secret_ref = fields.text("secret_ref");
  into.name = fields.text("name");
  into.platform = fields.text("platform");
  into.location = location_in(fields);
  into.store = fields.text("store");
  into.kind = fields.text("kind");
  into.id = fields.text("id");
  into.field = fields.text("field");
  into.bound_as = fields.text("bound_as");
  into.sink = fields.text("sink");
  into.key_path = fields.text("key_path");
  into.runner = fields.text("runner");
  into.triggers = fields.texts("triggers");
  into.job = fields.text("job");
  into.step = fields.text("step");
  into.environment = fields.text("environment");
  const auto confidence = parse_confidence(fields.text_or("confidence", "high"));
  if (!confidence) fields.complain("confidence", "expected low, medium or high");
  into.confidence = confidence.value_or(Confidence::kHigh);
  const auto resolution = parse_resolution(fields.text_or("resolution", "exact"));
  if (!resolution) fields.complain("resolution", "expected exact, pattern or dynamic");
  into.resolution = resolution.value_or(Resolution::kExact);
  into.permissions = fields.texts("permissions");
  into.is_fork_triggered = fields.flag("fork_triggered", false);
  into.repository = fields.text("repository");
  return fields.problem();
}

std::string read_suppression(const Json& object, const std::string& place, Suppression& into) {
  JsonFields fields(object, place);
  into.kind = fields.text_or("kind", "inline");
  into.rule_id = fields.text("rule_id");
  into.exception_id = fields.text("exception");
  into.reason = fields.text("reason");
  into.until = fields.time("until");
  into.location = location_in(fields);
  into.repository = fields.text("repository");
  return fields.problem();
}

std::string read_diagnostic(const Json& object, const std::string& place, Diagnostic& into) {
  JsonFields fields(object, place);
  into.kind = fields.text("kind");
  into.subject = fields.bytes("subject");
  into.message = fields.text("message");
  into.incomplete = fields.flag("incomplete", true);
  return fields.problem();
}

std::string read_scan_info(const Json& object, const std::string& place, ScanInfo& into) {
  JsonFields fields(object, place);
  into.target = fields.bytes("target");
  into.kind = fields.text("kind");
  into.head = fields.text("head");
  into.repository = fields.text("repository");
  into.repository_uri = fields.text("repository_uri");
  into.started = fields.time("started").value_or(Timestamp{});
  into.finished = fields.time("finished").value_or(Timestamp{});
  into.statistics.commits = fields.number("commits", 0);
  into.statistics.blobs = fields.number("blobs", 0);
  into.statistics.files = fields.number("files", 0);
  into.statistics.bytes = fields.number("bytes", 0);
  into.statistics.skipped = fields.number("skipped", 0);
  return fields.problem();
}

}  // namespace keyhound
