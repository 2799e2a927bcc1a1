// SPDX-License-Identifier: Apache-2.0
// Whatever the bytes, the YAML reader answers with a document or an error; every node of a document
// has a position, aliases point to nodes that are complete, and walking the tree ends.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "scanner/base/check.h"
#include "scanner/yaml/document.h"

namespace {

std::size_t walk(const keyhound::YamlNode& node) {
  KEYHOUND_CHECK(node.start.line >= 1 && node.start.column >= 1 && node.start <= node.end);
  KEYHOUND_CHECK((node.kind == keyhound::YamlKind::kAlias) == (node.target != nullptr));
  KEYHOUND_CHECK(node.resolved().kind != keyhound::YamlKind::kAlias);
  std::size_t count = 1;
  for (const auto* item : node.items) count += walk(*item);
  for (const auto& [key, value] : node.entries) count += walk(*key) + walk(*value);
  return count;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const keyhound::YamlLimits limits;
  const auto document = keyhound::YamlDocument::parse(
      std::string_view(reinterpret_cast<const char*>(data), size), limits);
  if (!document) return 0;
  std::size_t count = 0;
  for (const auto* root : document->roots()) count += walk(*root);
  KEYHOUND_CHECK(count <= limits.nodes && document->roots().size() <= limits.documents);
  return 0;
}
