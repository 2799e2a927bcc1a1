// SPDX-License-Identifier: Apache-2.0
// Whatever the bytes, the YAML reader answers with a document or an error. Every node of a document
// has a place in it, aliases point to nodes that are complete, and walking the tree ends.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "scanner/base/check.h"
#include "scanner/yaml/document.h"

namespace keyhound {
namespace {

void check_place(const YamlNode& node, const YamlDocument& document) {
  KEYHOUND_CHECK(node.begin <= node.end && node.end <= document.source().size());
  KEYHOUND_CHECK(document.start(node) <= document.end(node));
  KEYHOUND_CHECK((node.kind == YamlKind::kAlias) == (node.target() != nullptr));
  KEYHOUND_CHECK(node.resolved().kind != YamlKind::kAlias);
}

std::size_t walk(const YamlNode& node, const YamlDocument& document) {
  check_place(node, document);
  std::size_t count = 1;
  for (const YamlNode& item : node.items()) count += walk(item, document);
  for (const auto& [key, value] : node.entries()) {
    count += walk(key, document) + walk(value, document);
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
  std::size_t count = 0;
  for (const YamlNode* root : document->roots()) count += walk(*root, *document);
  KEYHOUND_CHECK(count <= limits.nodes && document->roots().size() <= limits.documents);
  for (const YamlDuplicate& key : document->duplicates()) KEYHOUND_CHECK(key.first < key.repeat);
  return 0;
}
