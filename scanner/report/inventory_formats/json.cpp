// SPDX-License-Identifier: Apache-2.0
// The inventory for programs: schemas keyhound/inventory/v1 and keyhound/inventory-diff/v1, one
// secret on a line.
#include "scanner/base/text_encode.h"
#include "scanner/report/inventory_format.h"
#include "scanner/report/json/finding_json.h"
#include "scanner/report/json/reference_json.h"
#include "scanner/report/json_stream.h"

namespace keyhound {
namespace {

Json item_json(const InventoryItem& item) {
  Json object = Json::object();
  add_text(object, "platform", item.platform);
  add_text(object, "store", item.store);
  add_text(object, "id", item.id);
  add_text(object, "kind", item.kind);
  add_text(object, "secret_ref", item.secret_ref);
  object["references"] = Json::array();
  for (const Reference& one : item.references) object["references"].push_back(reference_json(one));
  return object;
}

void write_items(JsonStream& out, std::string_view key, const std::vector<InventoryItem>& items) {
  out.begin_array(key);
  for (const InventoryItem& item : items) out.element(item_json(item));
  out.end_array();
}

void write_rest(JsonStream& out, const std::vector<Reference>& unresolved,
                const std::vector<Diagnostic>& diagnostics) {
  out.begin_array("unresolved");
  for (const Reference& one : unresolved) out.element(reference_json(one));
  out.end_array();
  out.begin_array("diagnostics");
  for (const Diagnostic& one : diagnostics) out.element(diagnostic_json(one));
  out.end_array();
}

void render(const Inventory& inventory, const ReportOptions&, const ReportSink& sink) {
  JsonStream out(sink);
  out.begin_object();
  out.member("schema", "keyhound/inventory/v1");
  out.member("tool", {{"name", "keyhound"}, {"version", KEYHOUND_VERSION}});
  Json target = Json::object();
  add_bytes(target, "target", inventory.target);
  add_text(target, "repository", inventory.repository);
  add_text(target, "commit", inventory.commit);
  for (const auto& [key, value] : target.items()) out.member(key, value);
  Json definitions = Json::object();
  for (const DefinitionCount& one : inventory.definitions) definitions[one.platform] = one.count;
  out.member("definitions", definitions);
  out.member("complete", inventory.complete());
  write_items(out, "secrets", inventory.items);
  write_rest(out, inventory.unresolved, inventory.diagnostics);
  out.end_object();
  out.finish();
}

void render_diff(const InventoryDiff& diff, const ReportOptions&, const ReportSink& sink) {
  JsonStream out(sink);
  out.begin_object();
  out.member("schema", "keyhound/inventory-diff/v1");
  out.member("before", diff.before);
  out.member("after", diff.after);
  write_items(out, "added", diff.added);
  write_items(out, "removed", diff.removed);
  write_items(out, "more_places", diff.more_places);
  write_items(out, "fewer_places", diff.fewer_places);
  write_rest(out, diff.unresolved, diff.diagnostics);
  out.end_object();
  out.finish();
}

}  // namespace

extern const InventoryFormat kJsonInventoryFormat;
const InventoryFormat kJsonInventoryFormat = {
    "json", "the same for programs (keyhound/inventory/v1)", render, render_diff};

}  // namespace keyhound
