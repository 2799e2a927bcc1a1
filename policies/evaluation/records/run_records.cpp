// SPDX-License-Identifier: Apache-2.0
// What a run brings, as conditions see it: findings and how they are tied to the registry,
// references, suppressions, reuse, and what the evidence ledger knows.
#include <array>

#include "policies/evaluation/policy_facts.h"
#include "policies/evaluation/records/fields.h"
#include "policies/evaluation/records/records.h"
#include "policies/registry/maxima.h"

namespace keyhound {
namespace {

const PolicyFacts& facts_of(const void* object) { return *static_cast<const PolicyFacts*>(object); }
const Finding& finding_of(const void* object) { return *facts_of(object).finding; }

template <auto Member>
CelValue finding_member(const void* object, CelArena& arena) {
  return to_cel(finding_of(object).*Member, arena);
}

CelValue finding_severity(const void* object, CelArena&) {
  return CelValue::text(to_string(finding_of(object).severity));
}
CelValue finding_confidence(const void* object, CelArena&) {
  return CelValue::text(to_string(finding_of(object).confidence));
}
CelValue finding_fingerprint(const void* object, CelArena& arena) {
  return CelValue::text(arena.copy(finding_of(object).fingerprint.short_form()));
}
CelValue finding_path(const void* object, CelArena& arena) {
  return to_cel(finding_of(object).first().location.path, arena);
}
CelValue finding_commit(const void* object, CelArena& arena) {
  return to_cel(finding_of(object).first().commit.id, arena);
}
CelValue finding_in_head(const void* object, CelArena&) {
  return CelValue::boolean(finding_of(object).in_head());
}
CelValue finding_in_worktree(const void* object, CelArena&) {
  bool is_there = false;
  for (const Occurrence& place : finding_of(object).occurrences)
    is_there = is_there || place.in_worktree;
  return CelValue::boolean(is_there);
}
CelValue finding_committed(const void* object, CelArena&) {
  bool is_there = false;
  for (const Occurrence& place : finding_of(object).occurrences)
    is_there = is_there || (!place.commit.id.empty() && place.reachable);
  return CelValue::boolean(is_there);
}
CelValue finding_introduced(const void* object, CelArena& arena) {
  return to_cel(facts_of(object).introduced, arena);
}
CelValue finding_count(const void* object, CelArena&) {
  return CelValue::integer(static_cast<std::int64_t>(finding_of(object).occurrences.size()));
}
CelValue finding_liveness(const void* object, CelArena&) {
  return CelValue::text(to_string(
      facts_of(object).known_alive ? LivenessState::kActive : finding_of(object).liveness.state));
}
CelValue finding_liveness_at(const void* object, CelArena& arena) {
  const std::optional<Timestamp>& known = facts_of(object).known_alive;
  return to_cel(known ? known : finding_of(object).liveness.at, arena);
}
CelValue finding_expires(const void* object, CelArena&) {
  for (const auto& [name, value] : finding_of(object).identity) {
    if (name != "expires") continue;
    const Result<Timestamp> time = parse_timestamp(value);
    return time ? CelValue::time(*time) : CelValue::null();
  }
  return CelValue::null();
}
CelValue finding_identity(const void* object, CelArena& arena) {
  const auto& identity = finding_of(object).identity;
  std::vector<CelMapEntry> entries;
  for (const auto& [name, value] : identity)
    entries.push_back({CelValue::text(name), CelValue::text(value)});
  return CelValue::map(arena.map_of(entries));
}

constexpr std::array<CelField, 2> kExposedFields = {{
    field<&ExposedValues::known>("known"),
    field<&ExposedValues::refused>("refused"),
}};

constexpr CelType kTextMap{CelKind::kMap, false, nullptr, &kCelString};

constexpr std::array<CelField, 18> kFindingFields = {{
    {"rule", cel_nullable(kCelString), finding_member<&Finding::rule_id>},
    {"title", cel_nullable(kCelString), finding_member<&Finding::title>},
    {"severity", kCelString, finding_severity},
    {"confidence", kCelString, finding_confidence},
    {"fingerprint", kCelString, finding_fingerprint},
    {"path", cel_nullable(kCelString), finding_path},
    {"commit", cel_nullable(kCelString), finding_commit},
    {"tags", kCelStringList, finding_member<&Finding::tags>},
    {"documentation", kCelBool, finding_member<&Finding::is_documentation>},
    {"in_head", kCelBool, finding_in_head},
    {"in_worktree", kCelBool, finding_in_worktree},
    {"committed", kCelBool, finding_committed},
    {"introduced_at", cel_nullable(kCelTimestamp), finding_introduced},
    {"occurrence_count", kCelInt, finding_count},
    {"liveness", kCelString, finding_liveness},
    {"checked_at", cel_nullable(kCelTimestamp), finding_liveness_at},
    {"expires", cel_nullable(kCelTimestamp), finding_expires},
    {"identity", kTextMap, finding_identity},
}};

CelValue match_by(const void* object, CelArena&) {
  return CelValue::text(facts_of(object).matched_by);
}
CelValue match_weak(const void* object, CelArena&) {
  return CelValue::boolean(facts_of(object).is_weak);
}
CelValue match_from(const void* object, CelArena& arena) {
  const FingerprintEntry* value = facts_of(object).value;
  return value ? to_cel(value->from, arena) : CelValue::null();
}
CelValue match_to(const void* object, CelArena& arena) {
  const FingerprintEntry* value = facts_of(object).value;
  return value ? to_cel(value->to, arena) : CelValue::null();
}

constexpr std::array<CelField, 4> kMatchFields = {{
    {"by", kCelString, match_by},
    {"weak", kCelBool, match_weak},
    {"from", cel_nullable(kCelTimestamp), match_from},
    {"to", cel_nullable(kCelTimestamp), match_to},
}};

template <auto Greatest>
CelValue greatest(const void* object, CelArena& arena) {
  const PolicyFacts& facts = facts_of(object);
  if (facts.registry == nullptr || facts.credential == nullptr) return CelValue::null();
  const auto found = Greatest(*facts.registry, *facts.credential);
  return found ? to_cel(found->value, arena) : CelValue::null();
}
CelValue greatest_of_exception(const void* object, CelArena& arena) {
  const PolicyFacts& facts = facts_of(object);
  if (facts.registry == nullptr) return CelValue::null();
  const auto found = greatest_exception(*facts.registry, facts.credential);
  return found ? to_cel(found->value, arena) : CelValue::null();
}

constexpr std::array<CelField, 6> kMaximumFields = {{
    {"rotation", cel_nullable(kCelDuration), greatest<greatest_rotation>},
    {"grace", cel_nullable(kCelDuration), greatest<greatest_grace>},
    {"on_leak", cel_nullable(kCelDuration), greatest<greatest_on_leak>},
    {"review", cel_nullable(kCelDuration), greatest<greatest_review>},
    {"max_repos", cel_nullable(kCelInt), greatest<greatest_max_repos>},
    {"exception", cel_nullable(kCelDuration), greatest_of_exception},
}};

constexpr std::array<CelField, 2> kReuseFields = {{
    field<&ReuseCounts::results>("results"),
    field<&ReuseCounts::repositories>("repositories"),
}};

CelValue pipeline_path(const void* object, CelArena& arena) {
  return to_cel(static_cast<const Reference*>(object)->location.path, arena);
}

CelValue pipeline_confidence(const void* object, CelArena&) {
  return CelValue::text(to_string(static_cast<const Reference*>(object)->confidence));
}
CelValue pipeline_resolution(const void* object, CelArena&) {
  return CelValue::text(to_string(static_cast<const Reference*>(object)->resolution));
}

constexpr std::array<CelField, 20> kPipelineFields = {{
    field<&Reference::secret_ref>("secret_ref"),
    text_field<&Reference::name>("name"),
    text_field<&Reference::platform>("platform"),
    field<&Reference::store>("store"),
    field<&Reference::kind>("kind"),
    field<&Reference::id>("id"),
    field<&Reference::field>("field"),
    field<&Reference::bound_as>("bound_as"),
    field<&Reference::sink>("sink"),
    {"confidence", kCelString, pipeline_confidence},
    {"resolution", kCelString, pipeline_resolution},
    {"path", cel_nullable(kCelString), pipeline_path},
    field<&Reference::key_path>("key_path"),
    field<&Reference::job>("job"),
    field<&Reference::step>("step"),
    field<&Reference::environment>("environment"),
    field<&Reference::runner>("runner"),
    field<&Reference::triggers>("triggers"),
    field<&Reference::permissions>("permissions"),
    field<&Reference::is_fork_triggered>("fork_triggered"),
}};

constexpr std::array<CelField, 7> kUseFields = {{
    field<&ReferenceUse::is_first_in_file>("first_in_file"),
    field<&ReferenceUse::is_first>("first"),
    field<&ReferenceUse::repositories>("repositories"),
    field<&ReferenceUse::environments>("environments"),
    field<&ReferenceUse::platforms>("platforms"),
    field<&ReferenceUse::is_consumer>("consumer"),
    field<&ReferenceUse::is_allowed>("allowed"),
}};

constexpr std::array<CelField, 2> kCoverageFields = {{
    field<&ReferenceCoverage::is_complete>("complete"),
    field<&ReferenceCoverage::unresolved>("unresolved"),
}};

CelValue suppression_path(const void* object, CelArena& arena) {
  return to_cel(static_cast<const Suppression*>(object)->location.path, arena);
}

constexpr std::array<CelField, 5> kSuppressionFields = {{
    text_field<&Suppression::kind>("kind"),
    field<&Suppression::rule_id>("rule"),
    field<&Suppression::exception_id>("exception"),
    field<&Suppression::reason>("reason"),
    {"path", cel_nullable(kCelString), suppression_path},
}};

constexpr std::array<CelField, 3> kEvidenceFields = {{
    text_field<&PolicyEvidence::policy_id>("policy"),
    field<&PolicyEvidence::last>("last"),
    field<&PolicyEvidence::events>("events"),
}};

constexpr std::array<CelField, 2> kCreationFields = {{
    field<&CreationRecord::by>("by"),
    field<&CreationRecord::at>("at"),
}};

}  // namespace

const CelRecordType kFindingRecord = {"finding", kFindingFields};
const CelRecordType kMatchRecord = {"match", kMatchFields};
const CelRecordType kMaximumRecord = {"maximum", kMaximumFields};
const CelRecordType kReuseRecord = {"reuse", kReuseFields};
const CelRecordType kPipelineRecord = {"pipeline", kPipelineFields};
const CelRecordType kUseRecord = {"use", kUseFields};
const CelRecordType kCoverageRecord = {"coverage", kCoverageFields};
const CelRecordType kSuppressionRecord = {"suppression", kSuppressionFields};
const CelRecordType kEvidenceRecord = {"evidence", kEvidenceFields};
const CelRecordType kCreationRecord = {"creation", kCreationFields};
const CelRecordType kExposedRecord = {"exposed values", kExposedFields};

}  // namespace keyhound
