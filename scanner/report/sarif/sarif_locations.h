// SPDX-License-Identifier: Apache-2.0
// SARIF location objects of a finding.
#pragma once

#include "scanner/model/finding.h"
#include "scanner/report/json_stream.h"
#include "scanner/report/sarif/sarif_revisions.h"

namespace keyhound {

// The location of the result: primary_occurrence().
Json sarif_location(const Finding& finding, const SarifRevisions& revisions);

// The leak that a policy result is about, with id 1, and the other occurrences, up to
// kMaxSarifRelated. Ids count from 1. Empty when there are none.
Json sarif_related_locations(const Finding& finding, const SarifRevisions& revisions);

// Of them only those that the result's message links to: GitHub shows no others.
Json sarif_linked_locations(const Finding& finding, std::size_t limit);

// A place by itself, such as the line of the registry that a verdict is about.
Json sarif_place(const Location& place);

}  // namespace keyhound
