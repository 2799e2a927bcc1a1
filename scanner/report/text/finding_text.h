// SPDX-License-Identifier: Apache-2.0
// One finding or diagnostic of the text report.
#pragma once

#include "scanner/model/diagnostic.h"
#include "scanner/model/finding.h"
#include "scanner/report/text/text_page.h"

namespace keyhound {

TextStyle style_of(Severity severity);

void write_finding(TextPage& page, const Finding& finding);

void write_diagnostic(TextPage& page, const Diagnostic& diagnostic);

}  // namespace keyhound
