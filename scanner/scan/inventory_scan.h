// SPDX-License-Identifier: Apache-2.0
// Reads inventories: of the files below a target, or of commits. Nothing is scanned for secrets,
// but what is printed is kept clean of them.
#pragma once

#include "scanner/model/inventory.h"
#include "scanner/scan/scan_context.h"
#include "scanner/scan/scan_request.h"

namespace keyhound {

// Of the work tree, directory or file that `request` names; of a bare repository, HEAD. Secrets are
// not named as registries write them yet (name_secrets()). kNotFound when there is no such target.
Result<Inventory> read_inventory(const ScanContext& context, const ScanRequest& request);

struct InventoryEnds {
  Inventory before;
  Inventory after;
};

// Of both ends of `request.revision` ("A..B"; an empty end is HEAD). kUsage for a revision that
// names nothing, or without a repository.
Result<InventoryEnds> read_inventory_ends(const ScanContext& context, const ScanRequest& request);

}  // namespace keyhound
