// SPDX-License-Identifier: Apache-2.0
// The places of credentials that lie in pipeline definitions: what each place is, and whether the
// definition makes of a generic secret something else. Used by one thread.
#pragma once

#include <vector>

#include "scanner/model/diagnostic.h"
#include "scanner/model/finding.h"
#include "scanner/pipelines/definition_set.h"
#include "scanner/scan/scan_context.h"

namespace keyhound {

class OpenRepository;

// Gives the definitions the credentials in them as facts, for checks: those that a provider's shape
// tells. EmbeddedCredential::finding is the index in `secrets`.
void hand_over_credentials(const ScanContext& context, const std::vector<Finding>& secrets,
                           std::vector<Definition>& definitions);

// Tells each occurrence in a definition its place there: of the set, or of an older version, which
// is read from `opened` (null: no repository). A generic secret that all definitions it stands in
// take for something else gets confidence low; the password of a test's database severity low.
void tell_places(const ScanContext& context, const DefinitionSet& set, OpenRepository* opened,
                 std::vector<Finding>& secrets, std::vector<Diagnostic>& diagnostics);

}  // namespace keyhound
