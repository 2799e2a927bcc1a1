// SPDX-License-Identifier: Apache-2.0
// References and places in pipeline definitions, and suppressions, as JSON.
#pragma once

#include "scanner/model/reference.h"
#include "scanner/report/json_stream.h"

namespace keyhound {

Json pipeline_json(const PipelinePlace& place);
Json reference_json(const Reference& reference);
Json suppression_json(const Suppression& suppression);

}  // namespace keyhound
