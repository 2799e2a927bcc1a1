// SPDX-License-Identifier: Apache-2.0
// What OSCAL assessment results say about each policy: the catalog that defines them as controls,
// the list of those that were reviewed, and whether each is satisfied.
#pragma once

#include "scanner/report/json_stream.h"
#include "scanner/report/oscal/oscal_source.h"

namespace keyhound {

// Whether a policy had a subject, and how it ended.
enum class PolicyState { kNotApplicable, kSatisfied, kFailed, kUndecided, kWaived };
PolicyState state_of(const PolicyCounts& counts);

// reviewed-controls: first the policies that had a subject, then those that had none.
void write_oscal_reviewed_controls(JsonStream& out, const OscalSource& source);

// One finding for each policy that had a subject: satisfied only when it passed everywhere.
void write_oscal_findings(JsonStream& out, const OscalSource& source);

// back-matter: the plan that was followed, and the catalog of our policies as an OSCAL catalog in
// base64, with the ids of the frameworks' controls as props.
void write_oscal_back_matter(JsonStream& out, const OscalSource& source);

}  // namespace keyhound
