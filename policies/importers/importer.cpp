// SPDX-License-Identifier: Apache-2.0
#include "policies/importers/importer.h"

#include <algorithm>
#include <vector>

namespace keyhound {

#define KEYHOUND_IMPORTER(name) extern const Importer k##name##Importer;
#include "importers.inc"
#undef KEYHOUND_IMPORTER

std::span<const Importer* const> importers() {
#define KEYHOUND_IMPORTER(name) &k##name##Importer,
  static const std::vector<const Importer*> sorted = [] {
    std::vector<const Importer*> all = {
#include "importers.inc"
    };
    std::sort(all.begin(), all.end(),
              [](const Importer* a, const Importer* b) { return a->name < b->name; });
    return all;
  }();
#undef KEYHOUND_IMPORTER
  return sorted;
}

const Importer* find_importer(std::string_view name) {
  for (const Importer* importer : importers()) {
    if (importer->name == name) return importer;
  }
  return nullptr;
}

}  // namespace keyhound
