// SPDX-License-Identifier: Apache-2.0
// YamlComposer: builds the tree of a YamlDocument from events, within limits. Used once, by one
// thread; the nodes it made outlive it.
#pragma once

#include <deque>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/yaml/document.h"
#include "scanner/yaml/event_reader.h"

namespace keyhound {

class YamlComposer {
 public:
  // Borrows all arguments. `nodes` owns what `roots` points to.
  YamlComposer(const YamlLimits& limits, std::deque<YamlNode>& nodes,
               std::vector<const YamlNode*>& roots)
      : limits_(limits), nodes_(nodes), roots_(roots) {}

  // Takes the next event of the text.
  Status take(YamlEvent event);

 private:
  // A collection whose end has not been seen.
  struct Open {
    YamlNode* node = nullptr;
    const YamlNode* key = nullptr;    // of a mapping: the key that waits for its value
    std::set<std::string_view> keys;  // of a mapping: texts of its scalar keys
  };

  Status open_collection(YamlEvent& event, YamlKind kind);
  Status close_collection(const YamlEvent& event);
  Result<YamlNode*> make_node(YamlEvent& event, YamlKind kind);
  Result<YamlNode*> make_alias(YamlEvent& event);
  Status attach(const YamlNode* node);
  Status attach_key(Open& mapping, const YamlNode* key);

  const YamlLimits& limits_;
  std::deque<YamlNode>& nodes_;
  std::vector<const YamlNode*>& roots_;
  std::vector<Open> open_;
  std::map<std::string, const YamlNode*, std::less<>> anchors_;  // of the current document
};

}  // namespace keyhound
