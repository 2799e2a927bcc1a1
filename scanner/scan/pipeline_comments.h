// SPDX-License-Identifier: Apache-2.0
// Comments in pipeline definitions that silence what checks find there.
#pragma once

#include <vector>

#include "scanner/pipelines/check.h"
#include "scanner/scan/scan_output.h"

namespace keyhound {

// Erases what a `keyhound:allow` on its first or last line silences, and notes that in `output`. A
// literal that may be a credential is also silenced by other scanners' comments, and where a
// comment silenced the secret in it.
void drop_silenced(const ScanContext& context, std::vector<PipelineFinding>& found,
                   ScanOutput& output);

}  // namespace keyhound
