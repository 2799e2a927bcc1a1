// SPDX-License-Identifier: Apache-2.0
// Private to policies/evaluation/: what conditions may select of each kind of object. Names are
// those of the registry's YAML where there is one. Immutable.
#pragma once

#include "policies/language/cel_record.h"

namespace keyhound {

extern const CelRecordType kCredentialRecord;   // of Credential
extern const CelRecordType kDatedFactRecord;    // of DatedFact
extern const CelRecordType kPartyRecord;        // of Party
extern const CelRecordType kExceptionRecord;    // of Exception
extern const CelRecordType kFindingRecord;      // of PolicyFacts with a finding
extern const CelRecordType kMatchRecord;        // of PolicyFacts with a finding
extern const CelRecordType kMaximumRecord;      // of PolicyFacts with a registry
extern const CelRecordType kReuseRecord;        // of ReuseCounts
extern const CelRecordType kPipelineRecord;     // of Reference
extern const CelRecordType kUseRecord;          // of ReferenceUse
extern const CelRecordType kCoverageRecord;     // of ReferenceCoverage
extern const CelRecordType kSuppressionRecord;  // of Suppression
extern const CelRecordType kEvidenceRecord;     // of PolicyEvidence
extern const CelRecordType kCreationRecord;     // of CreationRecord
extern const CelRecordType kExposedRecord;      // of ExposedValues

}  // namespace keyhound
