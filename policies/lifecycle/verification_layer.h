// SPDX-License-Identifier: Apache-2.0
// The layer of a registry that holds what checks of a run showed of revocations. Pure.
#pragma once

#include <vector>

#include "policies/registry/registry.h"
#include "policies/registry/registry_writer.h"
#include "scanner/base/time.h"
#include "scanner/model/finding.h"

namespace keyhound {

// An observation with a `verification` for each entry that `registry` calls revoked as a whole and
// whose check decides (docs/verification.md, "Evidence"); in the registry's order. Of a value that
// was replaced no entry can say that; the ledger does. REQUIRES: the findings are judged.
RegistryDocument verification_layer(const Registry& registry, const std::vector<Finding>& findings,
                                    Timestamp now);

}  // namespace keyhound
