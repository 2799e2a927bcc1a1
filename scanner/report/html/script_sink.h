// SPDX-License-Identifier: Apache-2.0
// A sink for JSON that stands in a <script> element of a page. Pure.
#pragma once

#include "scanner/report/report_format.h"

namespace keyhound {

// Passes on what it gets with <, > and & as JSON escapes, so that no text in it can end the element
// ("</script>") or change how the parser reads on ("<!--", "]]>"). In JSON these characters stand
// in strings only. `sink` must outlive it.
ReportSink script_data_sink(const ReportSink& sink);

}  // namespace keyhound
