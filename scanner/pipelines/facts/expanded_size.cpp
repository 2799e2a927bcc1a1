// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/facts/expanded_size.h"

#include <algorithm>
#include <unordered_map>

namespace keyhound {
namespace {

constexpr std::uint64_t kMost = std::uint64_t{1} << 62U;

void add(ExpandedSize& sum, const ExpandedSize& more) {
  sum.nodes = std::min(kMost, sum.nodes + more.nodes);
  sum.bytes = std::min(kMost, sum.bytes + more.bytes);
}

class Measure {
 public:
  // Recursion is as deep as the document; a target stands before its aliases, so that it is known
  // when they come and is not measured twice.
  ExpandedSize measure(const YamlNode& node) {
    if (node.kind == YamlKind::kAlias) return known_[node.target()];
    ExpandedSize size{1, node.is_text() ? node.text().size() : 0};
    for (const YamlNode& item : node.items()) add(size, measure(item));
    for (const YamlEntry& entry : node.entries()) {
      add(size, measure(entry.key));
      add(size, measure(entry.value));
    }
    if (!node.anchor().empty()) known_[&node] = size;
    return size;
  }

 private:
  std::unordered_map<const YamlNode*, ExpandedSize> known_;  // of nodes with an anchor
};

}  // namespace

ExpandedSize expanded_size(const YamlDocument& document) {
  ExpandedSize size;
  Measure measure;
  for (const YamlNode* root : document.roots()) add(size, measure.measure(*root));
  return size;
}

bool expands_too_far(const YamlDocument& document) {
  if (document.source().find('*') == std::string_view::npos) return false;
  const ExpandedSize size = expanded_size(document);
  return size.nodes > kMostExpanded.nodes || size.bytes > kMostExpanded.bytes;
}

}  // namespace keyhound
