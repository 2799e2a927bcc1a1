// SPDX-License-Identifier: Apache-2.0
// The suppressions of a result that an exception covers or a baseline accepts: who accepted it, why
// and until when. Both accept a result; they do not take it away.
#pragma once

#include "scanner/model/scan_result.h"
#include "scanner/report/json_stream.h"

namespace keyhound {

// REQUIRES: !finding.is_open(). `assessment` may be null: then only the verdict's own text is
// known.
Json sarif_suppressions(const Finding& finding, const Assessment* assessment);

}  // namespace keyhound
