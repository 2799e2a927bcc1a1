// SPDX-License-Identifier: Apache-2.0
#include "policies/registry/mapping_reader.h"

#include "scanner/base/nearest_key.h"

namespace keyhound {

void ReadContext::error(const YamlNode& node, std::string reason) {
  error(place(node), std::move(reason));
}

void ReadContext::error(const RegistryPlace& place, std::string reason) {
  problems_.push_back({place, std::move(reason), true});
}

void ReadContext::unknown_key(const YamlNode& key, std::span<const std::string_view> known) {
  const std::string_view nearest = nearest_key(key_text(key), known);
  if (!nearest.empty()) {
    error(key, "unknown key; did you mean '" + std::string(nearest) + "'?");
    return;
  }
  std::string all;
  for (const std::string_view name : known) {
    if (!all.empty()) all += ", ";
    all += name;
  }
  error(key, "unknown key; known here: " + all);
}

RegistryPlace ReadContext::place(const YamlNode& node) const {
  return {file_, document_.start(node), document_.end(node)};
}

bool ReadContext::may_visit(const YamlNode& node) {
  const bool is_first_refusal = !visits_.is_spent();
  if (visits_.take()) return true;
  if (is_first_refusal) error(node, "aliases make this file too large");
  return false;
}

bool is_null(const YamlNode& node) { return node.resolved().kind == YamlKind::kNull; }

std::string_view key_text(const YamlNode& key) {
  const YamlNode& node = key.resolved();
  return node.kind == YamlKind::kScalar ? node.text() : std::string_view();
}

}  // namespace keyhound
