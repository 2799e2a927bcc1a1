// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/hcl/hcl_reader.h"

#include <algorithm>

#include "scanner/pipelines/hcl/hcl_parser.h"

namespace keyhound {
namespace {

void add_references(const HclValue& value, std::vector<TextRange>& all) {
  all.insert(all.end(), value.references.begin(), value.references.end());
  for (const HclValue& item : value.items) add_references(item, all);
  for (const HclEntry& entry : value.entries) add_references(entry.value, all);
}

}  // namespace

const HclAttribute* HclBlock::find(std::string_view attribute) const {
  const auto found =
      std::find_if(attributes.begin(), attributes.end(),
                   [&](const HclAttribute& candidate) { return candidate.name == attribute; });
  return found == attributes.end() ? nullptr : &*found;
}

std::vector<TextRange> references_of(const HclValue& value) {
  std::vector<TextRange> all;
  add_references(value, all);
  std::sort(all.begin(), all.end());
  return all;
}

HclFile read_hcl(std::string_view text) { return HclParser(text).read(); }

}  // namespace keyhound
