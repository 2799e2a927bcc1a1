// SPDX-License-Identifier: Apache-2.0
// Whatever the bytes, the YAML reader answers with a document or an error. Every node of a document
// has a place in it, aliases point to nodes that are complete, walking the tree ends, scalar maps
// agree with value and source, and mappings with merge keys hold what a look-up finds.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "scanner/base/check.h"
#include "scanner/yaml/document.h"
#include "scanner/yaml/merge_keys.h"
#include "scanner/yaml/scalar_map.h"

namespace keyhound {
namespace {

void check_place(const YamlNode& node, const YamlDocument& document) {
  KEYHOUND_CHECK(node.begin <= node.end && node.end <= document.source().size());
  KEYHOUND_CHECK(document.start(node) <= document.end(node));
  KEYHOUND_CHECK((node.kind == YamlKind::kAlias) == (node.target() != nullptr));
  KEYHOUND_CHECK(node.resolved().kind != YamlKind::kAlias);
  const std::uint32_t begin = value_begin(node, document.source());
  const std::uint32_t end = real_end(node, document.source());
  KEYHOUND_CHECK(node.begin <= begin && begin <= end && end <= node.end);
}

void check_map(const YamlNode& node, std::string_view source) {
  std::size_t done = 0;
  for (const ScalarSegment& part : map_scalar(node, source)) {
    KEYHOUND_CHECK(part.length > 0 && part.value >= done);
    KEYHOUND_CHECK(part.source >= node.begin && part.source + part.length <= node.end);
    done = part.value + part.length;
    KEYHOUND_CHECK(done <= node.text().size());
    KEYHOUND_CHECK(node.text().substr(part.value, part.length) ==
                   source.substr(part.source, part.length));
  }
}

void check_merges(const YamlNode& mapping, YamlWalkBudget& budget) {
  for (const YamlEntry* entry : merged_entries(mapping, &budget)) {
    const YamlNode& key = entry->key.resolved();
    if (!key.is_text() || budget.is_spent()) continue;
    const YamlNode* found = find_merged(mapping, key.text(), &budget);
    KEYHOUND_CHECK(budget.is_spent() || found == &entry->value.resolved());
  }
}

std::size_t walk(const YamlNode& node, const YamlDocument& document, YamlWalkBudget& budget) {
  check_place(node, document);
  check_map(node, document.source());
  check_merges(node, budget);
  std::size_t count = 1;
  for (const YamlNode& item : node.items()) count += walk(item, document, budget);
  for (const auto& [key, value] : node.entries()) {
    count += walk(key, document, budget) + walk(value, document, budget);
  }
  return count;
}

}  // namespace
}  // namespace keyhound

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace keyhound;
  const YamlLimits limits;
  const auto document =
      YamlDocument::parse(std::string_view(reinterpret_cast<const char*>(data), size), limits,
                          {DuplicateKeys::kReport});
  if (!document) return 0;
  YamlWalkBudget budget = document->walk_budget();
  std::size_t count = 0;
  for (const YamlNode* root : document->roots()) count += walk(*root, *document, budget);
  KEYHOUND_CHECK(count <= limits.nodes && document->roots().size() <= limits.documents);
  for (const YamlDuplicate& key : document->duplicates()) KEYHOUND_CHECK(key.first < key.repeat);
  return 0;
}
