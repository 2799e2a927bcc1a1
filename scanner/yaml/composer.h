// SPDX-License-Identifier: Apache-2.0
// Private to yaml: YamlComposer builds the tree of a YamlDocument from events, within limits. Used
// once, by one thread.
//
// A node's children lie side by side. They are collected on a stack and move into the arena when
// their parent is complete; only then have they an address, which aliases read from the properties
// of the anchored node.
#pragma once

#include <cstddef>
#include <map>
#include <memory_resource>
#include <span>
#include <string_view>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/yaml/document.h"
#include "scanner/yaml/duplicate_keys.h"
#include "scanner/yaml/event_reader.h"
#include "scanner/yaml/position_table.h"

namespace keyhound {

struct YamlTree {
  std::vector<const YamlNode*> roots;
  std::vector<YamlDuplicate> duplicates;
  std::size_t nodes = 0;
};

struct YamlSource {
  std::string_view text;
  const PositionTable& positions;
};

class YamlComposer {
 public:
  // Borrows all arguments. `arena` and the source own what the tree points to.
  YamlComposer(const YamlLimits& limits, const YamlParseOptions& options, YamlSource source,
               std::pmr::memory_resource& arena, YamlTree& tree)
      : limits_(limits), options_(options), source_(source), arena_(arena), tree_(tree) {}

  // Takes the next event of the text.
  Status take(const YamlEvent& event);

 private:
  // A collection whose end has not been seen.
  struct Open {
    YamlNode node;
    std::size_t first_child = 0;  // in children_
  };

  Status take_scalar(const YamlEvent& event);
  Status take_alias(const YamlEvent& event);
  Status open_collection(const YamlEvent& event, YamlKind kind);
  Status close_collection(const YamlEvent& event);
  Result<YamlNode> make_node(const YamlEvent& event, YamlKind kind);
  Status check_keys(std::span<const YamlEntry> entries);
  void attach(const YamlNode& node);
  const YamlNode* keep_items(std::span<const YamlNode> children);
  const YamlEntry* keep_entries(std::span<const YamlNode> children);
  void set_payload(YamlNode& node, YamlNode::Payload payload, std::size_t size);
  const char* keep_text(const YamlEvent& event);
  std::string_view keep(std::string_view text);
  template <class T>
  T* allocate(std::size_t count);
  [[nodiscard]] tl::unexpected<Error> refuse(ErrorKind kind, std::size_t offset,
                                             std::string_view reason) const;

  const YamlLimits& limits_;
  const YamlParseOptions& options_;
  YamlSource source_;
  std::pmr::memory_resource& arena_;
  YamlTree& tree_;
  std::vector<Open> open_;
  std::vector<YamlNode> children_;                             // of all that are open
  std::map<std::string_view, YamlNode::Properties*> anchors_;  // of the current document
  std::vector<KeyText> keys_;                                  // of the mapping being closed
  std::size_t tag_bytes_ = 0;
};

}  // namespace keyhound
