// SPDX-License-Identifier: Apache-2.0
// What the policies said in one run, as JSON: counts by policy and outcome.
#pragma once

#include "scanner/model/assessment.h"
#include "scanner/report/json_stream.h"

namespace keyhound {

Json assessment_json(const Assessment& assessment);

}  // namespace keyhound
