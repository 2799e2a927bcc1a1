// SPDX-License-Identifier: Apache-2.0
// The answer of `keyhound explain`, for people and for programs.
#pragma once

#include "scanner/model/candidate.h"
#include "scanner/report/report_format.h"

namespace keyhound {

void render_explanation_text(const Explanation& explanation, const ReportOptions& options,
                             const ReportSink& sink);
// Schema keyhound/explanation/v1, one candidate on a line.
void render_explanation_json(const Explanation& explanation, const ReportSink& sink);

}  // namespace keyhound
