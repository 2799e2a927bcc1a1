// SPDX-License-Identifier: Apache-2.0
// Tests a rule's search with texts drawn from its own regex. An explicit trigger is a promise that
// every match contains a hit of it; where it does not, matches are lost unseen, and this finds such
// a match. Deterministic.
#pragma once

#include "scanner/base/result.h"
#include "scanner/model/rule.h"

namespace keyhound {

// kConfiguration with a text that RE2 alone matches and the two-stage search does not, or when the
// rule does not compile. Keywords are left aside.
Status check_rule_search(const Rule& rule);

}  // namespace keyhound
