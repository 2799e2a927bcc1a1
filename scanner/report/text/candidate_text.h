// SPDX-License-Identifier: Apache-2.0
// One candidate in the text report and in the answer of `keyhound explain`.
#pragma once

#include "scanner/model/candidate.h"
#include "scanner/report/text/text_page.h"

namespace keyhound {

void write_candidate(TextPage& page, const Candidate& candidate);
// All of them, and how many more there were.
void write_candidates(TextPage& page, const CandidateList& list);

}  // namespace keyhound
