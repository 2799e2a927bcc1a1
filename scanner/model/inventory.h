// SPDX-License-Identifier: Apache-2.0
// Inventory: the stored secrets that pipeline definitions name, each with the places that do. Plain
// data.
#pragma once

#include <string>
#include <vector>

#include "scanner/model/diagnostic.h"
#include "scanner/model/reference.h"
#include "scanner/model/scan_result.h"

namespace keyhound {

// One secret of a store. Platform, store and id are its key.
struct InventoryItem {
  std::string platform;
  std::string store;
  std::string id;
  std::string kind;        // "secret", "platform-token", "identity", "connection", ...
  std::string secret_ref;  // as the registry writes it; empty: the repository is not known
  std::vector<Reference> references;  // by path and place; at least one
};

struct Inventory {
  std::string target;                        // as given
  std::string repository;                    // "acme/pay"; empty: not known
  std::string repository_uri;                // of the remote, without credentials; empty: none
  std::string commit;                        // of a commit's tree; empty: files
  std::vector<InventoryItem> items;          // by platform, store and id
  std::vector<Reference> unresolved;         // that name a secret at run time only
  std::vector<DefinitionCount> definitions;  // that were read
  std::vector<Diagnostic> diagnostics;

  // False: something names secrets that cannot be told, or could not be read.
  [[nodiscard]] bool complete() const;
};

// What a change adds to an inventory and takes away from it.
struct InventoryDiff {
  std::string before;  // commits, hex
  std::string after;
  std::vector<InventoryItem> added;    // secrets that nothing named before
  std::vector<InventoryItem> removed;  // secrets that nothing names any more
  // Of secrets that are in both: places that are new, and places that are gone.
  std::vector<InventoryItem> more_places;
  std::vector<InventoryItem> fewer_places;
  std::vector<Reference> unresolved;  // that are new
  std::vector<Diagnostic> diagnostics;
};

// The inventory of references, which it takes over.
Inventory inventory_of(std::vector<Reference> references);

// Places are the same by path, job, step and key, not by line.
InventoryDiff diff_inventories(const Inventory& before, const Inventory& after);

}  // namespace keyhound
