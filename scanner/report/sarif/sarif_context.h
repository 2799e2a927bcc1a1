// SPDX-License-Identifier: Apache-2.0
// SarifContext: what the results of a run refer to. Borrowed, immutable.
#pragma once

#include <string_view>

#include "scanner/model/scan_result.h"
#include "scanner/report/sarif/sarif_profile.h"
#include "scanner/report/sarif/sarif_revisions.h"
#include "scanner/report/sarif/sarif_rules.h"

namespace keyhound {

struct SarifContext {
  const ScanResult& result;
  const SarifProfile& profile;
  const SarifRules& rules;
  const SarifRevisions& revisions;
};

}  // namespace keyhound
