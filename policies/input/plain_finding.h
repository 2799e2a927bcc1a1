// SPDX-License-Identifier: Apache-2.0
// Private to policies/input/: findings of reports by the shortest way, without the JSON parser.
#pragma once

#include "policies/input/plain_json.h"
#include "scanner/model/finding.h"

namespace keyhound {

// Reads what read_finding() would make of the object that comes next. False: it would refuse it, or
// make something of it that is not known here; `into` is of no use then. REQUIRES: `into` is new.
bool read_plain_finding(PlainJson& json, Finding& into);

}  // namespace keyhound
