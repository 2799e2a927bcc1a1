// SPDX-License-Identifier: Apache-2.0
// The objects that OSCAL assessment results and plans of action share: components, inventory items,
// observations and risks. Each is built by itself, so that a document is written one at a time.
#pragma once

#include <string_view>

#include "scanner/report/json_stream.h"
#include "scanner/report/oscal/oscal_source.h"

namespace keyhound {

// The program, which is the actor of every observation, and what was scanned.
Json oscal_components(const OscalSource& source);

// A credential of the registry.
Json oscal_inventory_item(const OscalSource& source, const CredentialSummary& credential);

// What a policy says about a subject.
Json oscal_observation(const OscalSource& source, const AssessedVerdict& assessed);

// What could not be read, or another thing that the run says about itself.
Json oscal_diagnostic(const OscalSource& source, const Diagnostic& diagnostic, std::size_t place);

// A failed or waived verdict. REQUIRES: is_risk(assessed).
Json oscal_risk(const OscalSource& source, const AssessedVerdict& assessed);

// The title of the policy, else its id.
std::string oscal_policy_title(const OscalSource& source, std::string_view policy_id);

}  // namespace keyhound
