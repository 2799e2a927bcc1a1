// SPDX-License-Identifier: Apache-2.0
#include "policies/registry/registry.h"

#include <algorithm>

#include "policies/registry/layer_reader.h"
#include "policies/registry/registry_reader.h"
#include "scanner/base/check.h"

namespace keyhound {
namespace {

template <class Entry>
const Entry* find_by_id(const std::vector<Entry>& entries, std::string_view id) {
  const auto found = std::find_if(entries.begin(), entries.end(),
                                  [id](const Entry& entry) { return entry.id == id; });
  return found == entries.end() ? nullptr : &*found;
}

}  // namespace

const Credential* Registry::find_credential(std::string_view id) const {
  return find_by_id(credentials, id);
}

const Party* Registry::find_party(std::string_view id) const { return find_by_id(parties, id); }

Result<Registry> load_registry(const std::vector<std::string>& paths) {
  KEYHOUND_CHECK(!paths.empty());
  LayerReader layers;
  for (const std::string& path : paths) KEYHOUND_TRY_STATUS(layers.add(path));
  return read_registry(std::move(layers));
}

Result<Registry> load_registry(const std::string& path) {
  return load_registry(std::vector<std::string>{path});
}

Result<Registry> parse_registry(std::string_view yaml, const std::string& file) {
  LayerReader layers;
  KEYHOUND_TRY_STATUS(layers.add_text(file, yaml));
  return read_registry(std::move(layers));
}

}  // namespace keyhound
