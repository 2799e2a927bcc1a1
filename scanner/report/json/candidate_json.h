// SPDX-License-Identifier: Apache-2.0
// One candidate in JSON (docs/explain.md lists the fields).
#pragma once

#include "scanner/model/candidate.h"
#include "scanner/report/json_stream.h"

namespace keyhound {

Json candidate_json(const Candidate& candidate);

}  // namespace keyhound
