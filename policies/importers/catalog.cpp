// SPDX-License-Identifier: Apache-2.0
#include "policies/importers/catalog.h"

#include <algorithm>

#include "policies/importers/names.h"
#include "policies/registry/mapping_reader.h"
#include "scanner/base/ascii.h"
#include "scanner/yaml/document.h"

namespace keyhound {
namespace {

constexpr YamlLimits kLimits = {
    .bytes = 32U << 20U, .depth = 64, .nodes = 3'000'000, .documents = 100'000};
constexpr std::size_t kLongestName = 500;
constexpr std::size_t kMostAnnotations = 200;

class EntityReader {
 public:
  EntityReader(const ImportFile& file, const YamlDocument& document, ImportBuilder& builder)
      : file_(file), document_(document), builder_(builder) {}

  std::optional<CatalogEntity> read(const YamlNode& root);

 private:
  [[nodiscard]] ImportPlace place(const YamlNode& node) const {
    const SourcePosition start = document_.start(node);
    return file_.name + ":" + std::to_string(start.line) + ":" + std::to_string(start.column);
  }
  // A short text below `mapping`; empty: not there, or null.
  std::string text(const YamlNode* mapping, std::string_view key);
  const YamlNode* mapping(const YamlNode& parent, std::string_view key);
  void read_annotations(const YamlNode* metadata, CatalogEntity& into);
  void complain(const YamlNode& node, std::string_view reason) {
    is_broken_ = true;
    builder_.error(place(node), reason);
  }

  const ImportFile& file_;
  const YamlDocument& document_;
  ImportBuilder& builder_;
  bool is_broken_ = false;
};

std::string EntityReader::text(const YamlNode* mapping, std::string_view key) {
  const YamlNode* value = mapping == nullptr ? nullptr : mapping->find(key);
  if (value == nullptr || is_null(*value)) return {};
  const YamlNode& node = value->resolved();
  if (node.kind != YamlKind::kScalar || node.text().size() > kLongestName) {
    complain(*value, std::string(key) + ": expected a text of at most 500 bytes");
    return {};
  }
  return std::string(node.text());
}

const YamlNode* EntityReader::mapping(const YamlNode& parent, std::string_view key) {
  const YamlNode* value = parent.find(key);
  if (value == nullptr || is_null(*value)) return nullptr;
  if (value->resolved().kind == YamlKind::kMapping) return &value->resolved();
  complain(*value, std::string(key) + ": expected a mapping");
  return nullptr;
}

void EntityReader::read_annotations(const YamlNode* metadata, CatalogEntity& into) {
  const YamlNode* annotations = metadata == nullptr ? nullptr : mapping(*metadata, "annotations");
  if (annotations == nullptr) return;
  if (annotations->entries().size() > kMostAnnotations) {
    complain(*annotations, "more than 200 annotations");
    return;
  }
  for (const auto& [key, value] : annotations->entries()) {
    const YamlNode& node = value.resolved();
    if (node.kind == YamlKind::kScalar) into.annotations[std::string(key_text(key))] = node.text();
  }
}

std::optional<CatalogEntity> EntityReader::read(const YamlNode& root) {
  CatalogEntity entity;
  entity.place = place(root);
  if (root.resolved().kind != YamlKind::kMapping) {
    complain(root, "expected an entity: apiVersion, kind, metadata, spec");
    return std::nullopt;
  }
  const YamlNode& node = root.resolved();
  entity.kind = to_lower_ascii(text(&node, "kind"));
  const YamlNode* metadata = mapping(node, "metadata");
  const YamlNode* spec = mapping(node, "spec");
  entity.name = text(metadata, "name");
  if (entity.kind.empty() || entity.name.empty()) {
    complain(root, "an entity needs kind and metadata.name");
  }
  const std::string name_space = text(metadata, "namespace");
  if (!name_space.empty()) entity.name_space = name_space;
  entity.title = text(metadata, "title");
  read_annotations(metadata, entity);
  const bool may_own = entity.kind != "location" && entity.kind != "template";
  if (spec != nullptr && may_own) {
    entity.type = text(spec, "type");
    entity.owner = text(spec, "owner");
    entity.system = text(spec, "system");
    const YamlNode* profile = mapping(*spec, "profile");
    entity.has_profile = profile != nullptr && entity.kind == "user";
    if (entity.kind == "group") entity.contact = text(profile, "email");
  }
  if (is_broken_) return std::nullopt;
  return entity;
}

}  // namespace

std::string CatalogEntity::annotation(std::string_view key) const {
  const auto found = annotations.find(key);
  return found == annotations.end() ? std::string() : found->second;
}

std::string full_reference(std::string_view reference, std::string_view default_kind,
                           std::string_view default_namespace) {
  std::string_view kind = default_kind;
  std::string_view name_space = default_namespace;
  if (const std::size_t colon = reference.find(':'); colon != std::string_view::npos) {
    kind = reference.substr(0, colon);
    reference.remove_prefix(colon + 1);
  }
  if (const std::size_t slash = reference.find('/'); slash != std::string_view::npos) {
    name_space = reference.substr(0, slash);
    reference.remove_prefix(slash + 1);
  }
  if (kind.empty() || name_space.empty() || reference.empty()) return {};
  return to_lower_ascii(std::string(kind) + ":" + std::string(name_space) + "/" +
                        std::string(reference));
}

std::string reference_of(const CatalogEntity& entity) {
  return to_lower_ascii(entity.kind + ":" + entity.name_space + "/" + entity.name);
}

std::string party_of_reference(std::string_view full_reference) {
  constexpr std::string_view kDefault = "default/";
  const std::size_t colon = full_reference.find(':');
  if (colon == std::string_view::npos) return {};
  const std::string_view kind = full_reference.substr(0, colon);
  std::string_view name = full_reference.substr(colon + 1);
  if (kind != "group" && kind != "user") return {};
  if (name.starts_with(kDefault)) name.remove_prefix(kDefault.size());
  const std::string id = std::string(kind) + ":" + std::string(name);
  return is_party_id(id) ? id : std::string();
}

std::vector<CatalogEntity> read_catalog(std::span<const ImportFile> files, ImportBuilder& builder) {
  std::vector<CatalogEntity> entities;
  for (const ImportFile& file : files) {
    const Result<YamlDocument> document = YamlDocument::parse(file.text, kLimits);
    if (!document) {
      builder.problem(file.name + ":" + document.error().message);
      continue;
    }
    if (document->roots().empty()) builder.error(file.name + ":1:1", "it is empty");
    for (const YamlNode* root : document->roots()) {
      if (is_null(*root)) continue;
      builder.count_rows();
      if (auto entity = EntityReader(file, *document, builder).read(*root)) {
        entities.push_back(std::move(*entity));
      }
    }
  }
  return entities;
}

}  // namespace keyhound
