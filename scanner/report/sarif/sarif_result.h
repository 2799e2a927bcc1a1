// SPDX-License-Identifier: Apache-2.0
// One SARIF result: one credential under one rule, or one policy's verdict.
#pragma once

#include <string>

#include "scanner/model/finding.h"
#include "scanner/report/json_stream.h"
#include "scanner/report/sarif/sarif_context.h"

namespace keyhound {

Json sarif_result(const Finding& finding, const SarifContext& context);

// The value of the partial fingerprint by which GitHub tracks an alert. GitHub's own is an unkeyed
// hash of the lines that hold the secret, against which guesses can be tried; this one is an HMAC
// under the finding's fingerprint, and stays the same when lines move.
std::string alert_fingerprint(const Finding& finding);

}  // namespace keyhound
