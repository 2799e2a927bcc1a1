// SPDX-License-Identifier: Apache-2.0
// The inventory as a table: one line for each place that names a secret (RFC 4180).
#include <array>

#include "scanner/base/csv_cell.h"
#include "scanner/base/text_encode.h"
#include "scanner/report/inventory_format.h"

namespace keyhound {
namespace {

constexpr std::string_view kHead =
    "change,platform,store,kind,id,field,secret_ref,repository,path,line,column,job,step,bound_as,"
    "sink,key_path,environment,triggers,fork_triggered,runner,confidence,resolution\r\n";

std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) all += (all.empty() ? "" : " ") + text;
  return all;
}

std::string line_of(std::string_view change, const Reference& one) {
  const std::array<std::string, 22> cells = {std::string(change),
                                             one.platform,
                                             one.store,
                                             one.kind,
                                             one.id,
                                             one.field,
                                             one.secret_ref,
                                             one.repository,
                                             one.location.path,
                                             std::to_string(one.location.start.line),
                                             std::to_string(one.location.start.column),
                                             one.job,
                                             one.step,
                                             one.bound_as,
                                             one.sink,
                                             one.key_path,
                                             one.environment,
                                             joined(one.triggers),
                                             one.is_fork_triggered ? "yes" : "no",
                                             one.runner,
                                             std::string(to_string(one.confidence)),
                                             std::string(to_string(one.resolution))};
  std::string line;
  for (const std::string& cell : cells) {
    if (!line.empty()) line += ',';
    line += csv_cell(to_valid_utf8(cell));
  }
  return line + "\r\n";
}

void write_items(std::string_view change, const std::vector<InventoryItem>& items,
                 const ReportSink& sink) {
  for (const InventoryItem& item : items)
    for (const Reference& one : item.references)
      if (!sink(line_of(change, one))) return;
}

void write_unresolved(std::string_view change, const std::vector<Reference>& unresolved,
                      const ReportSink& sink) {
  for (const Reference& one : unresolved)
    if (!sink(line_of(change, one))) return;
}

void render(const Inventory& inventory, const ReportOptions&, const ReportSink& sink) {
  sink(kHead);
  write_items("", inventory.items, sink);
  write_unresolved("", inventory.unresolved, sink);
}

void render_diff(const InventoryDiff& diff, const ReportOptions&, const ReportSink& sink) {
  sink(kHead);
  write_items("added", diff.added, sink);
  write_items("more-places", diff.more_places, sink);
  write_items("removed", diff.removed, sink);
  write_items("fewer-places", diff.fewer_places, sink);
  write_unresolved("unresolved", diff.unresolved, sink);
}

}  // namespace

extern const InventoryFormat kCsvInventoryFormat;
const InventoryFormat kCsvInventoryFormat = {"csv", "a table with one line for each place", render,
                                             render_diff};

}  // namespace keyhound
