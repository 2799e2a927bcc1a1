// SPDX-License-Identifier: Apache-2.0
// The inventory as a CycloneDX 1.6 bill of materials, each secret a cryptographic asset with the
// places that name it as its evidence. https://cyclonedx.org/docs/1.6/json/
#include <fmt/format.h>

#include "scanner/base/text_encode.h"
#include "scanner/report/inventory_format.h"
#include "scanner/report/json_stream.h"
#include "scanner/report/uuid.h"

namespace keyhound {
namespace {

std::string reference_name(const InventoryItem& item) {
  return to_valid_utf8(fmt::format("{}/{}/{}", item.platform, item.store, item.id));
}

// relatedCryptoMaterialProperties.type
std::string_view material_of(const InventoryItem& item) {
  return item.kind == "platform-token" ? "token" : "credential";
}

Json occurrences_of(const InventoryItem& item) {
  Json list = Json::array();
  for (const Reference& one : item.references) {
    Json place = {{"location", to_valid_utf8(one.location.path)},
                  {"line", one.location.start.line}};
    add_text(place, "symbol", one.key_path);
    std::string context = one.job;
    if (!one.step.empty()) context += "/" + one.step;
    add_text(place, "additionalContext", context);
    list.push_back(std::move(place));
  }
  return list;
}

Json property(std::string_view name, const std::string& value) {
  return {{"name", fmt::format("keyhound:{}", name)}, {"value", to_valid_utf8(value)}};
}

Json component_of(const InventoryItem& item) {
  Json material = {{"type", material_of(item)}};
  add_text(material, "id", item.secret_ref.empty() ? item.id : item.secret_ref);
  Json component = {{"type", "cryptographic-asset"},
                    {"bom-ref", reference_name(item)},
                    {"name", to_valid_utf8(item.id)}};
  component["evidence"]["occurrences"] = occurrences_of(item);
  component["cryptoProperties"] = {{"assetType", "related-crypto-material"},
                                   {"relatedCryptoMaterialProperties", std::move(material)}};
  component["properties"] = {property("platform", item.platform), property("store", item.store),
                             property("kind", item.kind)};
  return component;
}

void render(const Inventory& inventory, const ReportOptions&, const ReportSink& sink) {
  Json components = Json::array();
  Json names = Json::array();
  for (const InventoryItem& item : inventory.items) {
    components.push_back(component_of(item));
    names.push_back(reference_name(item));
  }
  const std::string subject =
      to_valid_utf8(inventory.repository.empty() ? inventory.target : inventory.repository);

  JsonStream out(sink);
  out.begin_object();
  out.member("bomFormat", "CycloneDX");
  out.member("specVersion", "1.6");
  out.member("serialNumber",
             "urn:uuid:" + keyhound_uuid("inventory " + subject + components.dump()));
  out.member("version", 1);
  Json tool = {{"type", "application"}, {"name", "keyhound"}, {"version", KEYHOUND_VERSION}};
  Json metadata = Json::object();
  metadata["tools"]["components"] = Json::array({std::move(tool)});
  metadata["component"] = {{"type", "application"}, {"bom-ref", "repository"}, {"name", subject}};
  if (!inventory.commit.empty()) metadata["component"]["version"] = inventory.commit;
  out.member("metadata", metadata);
  out.begin_array("components");
  for (const Json& component : components) out.element(component);
  out.end_array();
  out.begin_array("compositions");
  // Without a component that could be incomplete it is the repository that is.
  if (names.empty() && !inventory.complete()) names.push_back("repository");
  if (!names.empty())
    out.element({{"aggregate", inventory.complete() ? "complete" : "incomplete"},
                 {"assemblies", std::move(names)}});
  out.end_array();
  out.end_object();
  out.finish();
}

}  // namespace

extern const InventoryFormat kCyclonedxInventoryFormat;
const InventoryFormat kCyclonedxInventoryFormat = {"cyclonedx", "a CycloneDX 1.6 bill of materials",
                                                   render, nullptr};

}  // namespace keyhound
