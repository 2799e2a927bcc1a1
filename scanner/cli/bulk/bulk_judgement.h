// SPDX-License-Identifier: Apache-2.0
// What a run over many repositories comes to: the policies judge all of them together, the store
// keeps the verdicts, and the ledger the evidence. docs/bulk.md.
#pragma once

#include "scanner/base/result.h"
#include "scanner/bulk/run/judge_job.h"

namespace keyhound {

// Takes one step of a run's judgement. Each may be taken again: what the ledger has already is not
// told twice, and verdicts are replaced by those of now.
Result<JudgeAnswer> judge_run(const JudgeJob& job);

}  // namespace keyhound
