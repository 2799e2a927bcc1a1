// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/object_prefix.h"

#include <algorithm>
#include <cstdint>
#include <string>

#include "scanner/base/ascii.h"
#include "scanner/git/loose_objects.h"

namespace keyhound {

std::vector<ObjectId> ids_with_prefix(const PackSet& packs, std::string_view digits) {
  std::vector<ObjectId> ids;
  const std::string wanted = to_lower_ascii(digits);
  if (wanted.size() > 2 * packs.id_size()) return ids;
  const auto first =
      ObjectId::from_hex(wanted + std::string(2 * packs.id_size() - wanted.size(), '0'));
  if (!first) return ids;
  const auto fits = [&wanted](const ObjectId& id) { return id.hex().starts_with(wanted); };
  for (const auto& pack : packs.packs()) {
    const PackIndex& index = pack->index;
    for (std::uint32_t i = index.lower_bound(*first); i < index.size(); ++i) {
      const ObjectId id = index.id(i);
      if (!fits(id)) break;
      ids.push_back(id);
    }
  }
  for (const std::string& directory : packs.loose_directories()) {
    list_loose_objects(directory, packs.id_size(), [&](const ObjectId& id) {
      if (fits(id)) ids.push_back(id);
      return true;
    });
  }
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

}  // namespace keyhound
