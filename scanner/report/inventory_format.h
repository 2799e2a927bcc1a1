// SPDX-License-Identifier: Apache-2.0
// InventoryFormat: renders an Inventory or an InventoryDiff. One file a format in
// report/inventory_formats/; the build collects them by file name (inventory_formats/csv.cpp
// defines kCsvInventoryFormat).
#pragma once

#include <span>
#include <string_view>

#include "scanner/model/inventory.h"
#include "scanner/report/report_format.h"

namespace keyhound {

struct InventoryFormat {
  std::string_view name;         // "csv", as in --format
  std::string_view description;  // for --help
  void (*render)(const Inventory& inventory, const ReportOptions& options, const ReportSink& sink);
  // Null: the format has no way to say what changed.
  void (*render_diff)(const InventoryDiff& diff, const ReportOptions& options,
                      const ReportSink& sink);
};

// Every format, by name. Immutable, thread-safe.
std::span<const InventoryFormat* const> inventory_formats();
// nullptr for an unknown name.
const InventoryFormat* find_inventory_format(std::string_view name);

}  // namespace keyhound
