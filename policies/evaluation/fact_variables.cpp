// SPDX-License-Identifier: Apache-2.0
#include "policies/evaluation/fact_variables.h"

#include <array>

#include "policies/evaluation/records/records.h"

namespace keyhound {
namespace {

constexpr CelType record_or_null(const CelRecordType& record) {
  return {CelKind::kRecord, true, &record, nullptr};
}

CelValue record_or_null(const CelRecordType& record, const void* object) {
  return object == nullptr ? CelValue::null() : CelValue::record(record, object);
}

CelValue text_or_null(std::string_view text) {
  return text.empty() ? CelValue::null() : CelValue::text(text);
}

CelValue escalation_of(const PolicyFacts& facts, CelArena& arena) {
  const std::span<CelValue> parties = arena.values(facts.escalation.size());
  for (std::size_t i = 0; i < parties.size(); ++i) {
    parties[i] = CelValue::record(kPartyRecord, facts.escalation[i]);
  }
  return CelValue::list(parties);
}

CelValue pipelines_of(const PolicyFacts& facts, CelArena& arena) {
  const std::span<CelValue> references = arena.values(facts.pipelines.size());
  for (std::size_t i = 0; i < references.size(); ++i) {
    references[i] = CelValue::record(kPipelineRecord, facts.pipelines[i]);
  }
  return CelValue::list(references);
}

struct Row {
  const char* name;
  CelType type;
  CelValue (*value)(const PolicyFacts& facts, CelArena& arena);
};

constexpr CelType kParty{CelKind::kRecord, false, &kPartyRecord, nullptr};
constexpr CelType kPipeline{CelKind::kRecord, false, &kPipelineRecord, nullptr};

constexpr std::array<Row, 22> kRows = {{
    {"now", kCelTimestamp, [](const PolicyFacts& f, CelArena&) { return CelValue::time(f.now); }},
    {"repo", cel_nullable(kCelString),
     [](const PolicyFacts& f, CelArena&) { return text_or_null(f.repository); }},
    {"has_registry", kCelBool,
     [](const PolicyFacts& f, CelArena&) { return CelValue::boolean(f.registry != nullptr); }},
    {"finding", record_or_null(kFindingRecord),
     [](const PolicyFacts& f, CelArena&) {
       return record_or_null(kFindingRecord, f.finding ? &f : nullptr);
     }},
    {"match", record_or_null(kMatchRecord),
     [](const PolicyFacts& f, CelArena&) {
       return record_or_null(kMatchRecord, f.matched_by.empty() ? nullptr : &f);
     }},
    {"cred", record_or_null(kCredentialRecord),
     [](const PolicyFacts& f, CelArena&) {
       return record_or_null(kCredentialRecord, f.credential);
     }},
    {"owner", record_or_null(kPartyRecord),
     [](const PolicyFacts& f, CelArena&) { return record_or_null(kPartyRecord, f.owner); }},
    {"operator", record_or_null(kPartyRecord),
     [](const PolicyFacts& f, CelArena&) {
       return record_or_null(kPartyRecord, f.operator_party);
     }},
    {"deputy", record_or_null(kPartyRecord),
     [](const PolicyFacts& f, CelArena&) { return record_or_null(kPartyRecord, f.deputy); }},
    {"escalation", CelType{CelKind::kList, false, nullptr, &kParty}, escalation_of},
    {"exc", record_or_null(kExceptionRecord),
     [](const PolicyFacts& f, CelArena&) { return record_or_null(kExceptionRecord, f.exception); }},
    {"severity", cel_nullable(kCelString),
     [](const PolicyFacts& f, CelArena&) { return text_or_null(f.waived_severity); }},
    {"pipelines", CelType{CelKind::kList, false, nullptr, &kPipeline}, pipelines_of},
    {"pipeline", record_or_null(kPipelineRecord),
     [](const PolicyFacts& f, CelArena&) { return record_or_null(kPipelineRecord, f.reference); }},
    {"use", record_or_null(kUseRecord),
     [](const PolicyFacts& f, CelArena&) { return record_or_null(kUseRecord, f.use); }},
    {"coverage", record_or_null(kCoverageRecord),
     [](const PolicyFacts& f, CelArena&) { return record_or_null(kCoverageRecord, f.coverage); }},
    {"suppression", record_or_null(kSuppressionRecord),
     [](const PolicyFacts& f, CelArena&) {
       return record_or_null(kSuppressionRecord, f.suppression);
     }},
    {"inv", record_or_null(kReuseRecord),
     [](const PolicyFacts& f, CelArena&) { return record_or_null(kReuseRecord, f.reuse); }},
    {"maximum", CelType{CelKind::kRecord, false, &kMaximumRecord, nullptr},
     [](const PolicyFacts& f, CelArena&) { return CelValue::record(kMaximumRecord, &f); }},
    {"evidence", record_or_null(kEvidenceRecord),
     [](const PolicyFacts& f, CelArena&) { return record_or_null(kEvidenceRecord, f.evidence); }},
    {"creation", record_or_null(kCreationRecord),
     [](const PolicyFacts& f, CelArena&) { return record_or_null(kCreationRecord, f.creation); }},
    {"exposed", record_or_null(kExposedRecord),
     [](const PolicyFacts& f, CelArena&) { return record_or_null(kExposedRecord, f.exposed); }},
}};

}  // namespace

const std::vector<CelVariable>& fact_variables() {
  static const std::vector<CelVariable> variables = [] {
    std::vector<CelVariable> all;
    for (const Row& row : kRows) all.push_back({row.name, row.type});
    return all;
  }();
  return variables;
}

void set_fact_variables(const PolicyFacts& facts, CelArena& arena, std::span<CelValue> into) {
  for (std::size_t i = 0; i < kRows.size(); ++i) into[i] = kRows[i].value(facts, arena);
}

}  // namespace keyhound
