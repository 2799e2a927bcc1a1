// SPDX-License-Identifier: Apache-2.0
// SARIF results that are no problems but evidence: a policy that a subject passed (kind "pass"),
// and one that had no subject in the run (kind "notApplicable"). For the full profile.
#pragma once

#include <cstddef>

#include "scanner/report/json_stream.h"
#include "scanner/report/sarif/sarif_context.h"

namespace keyhound {

// How many results write_sarif_passes writes when there is room for all.
std::size_t count_sarif_passes(const ScanResult& result);

// Elements of the open array of results, at most `room`. REQUIRES: the rules hold the policies.
void write_sarif_passes(JsonStream& out, const SarifContext& context, std::size_t room);

// run.properties.khPolicies: how many subjects each policy had, by outcome. Empty: nothing judged.
Json sarif_policy_counts(const ScanResult& result);

}  // namespace keyhound
