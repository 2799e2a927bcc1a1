// SPDX-License-Identifier: Apache-2.0
#include "scanner/yaml/composer.h"

#include <algorithm>
#include <utility>

namespace keyhound {
namespace {

tl::unexpected<Error> refuse(ErrorKind kind, SourcePosition position, std::string_view reason) {
  return fail(kind, at_position(position, reason));
}

// What every YAML dialect reads as null.
bool is_null(const YamlEvent& event) {
  return event.style == ScalarStyle::kPlain && event.tag.empty() &&
         (event.text.empty() || event.text == "~" || event.text == "null" || event.text == "Null" ||
          event.text == "NULL");
}

}  // namespace

Status YamlComposer::take(YamlEvent event) {
  switch (event.kind) {
    case YamlEventKind::kDocumentStart:
      anchors_.clear();
      if (roots_.size() < limits_.documents) return {};
      return refuse(ErrorKind::kLimit, event.start,
                    "more than " + std::to_string(limits_.documents) + " documents");
    case YamlEventKind::kSequenceStart:
      return open_collection(event, YamlKind::kSequence);
    case YamlEventKind::kMappingStart:
      return open_collection(event, YamlKind::kMapping);
    case YamlEventKind::kSequenceEnd:
    case YamlEventKind::kMappingEnd:
      return close_collection(event);
    case YamlEventKind::kScalar: {
      KEYHOUND_TRY(const YamlNode* node,
                   make_node(event, is_null(event) ? YamlKind::kNull : YamlKind::kScalar));
      return attach(node);
    }
    case YamlEventKind::kAlias: {
      KEYHOUND_TRY(const YamlNode* node, make_alias(event));
      return attach(node);
    }
    default:
      return {};
  }
}

Status YamlComposer::open_collection(YamlEvent& event, YamlKind kind) {
  if (open_.size() >= limits_.depth) {
    return refuse(ErrorKind::kLimit, event.start,
                  "nested deeper than " + std::to_string(limits_.depth) + " levels");
  }
  KEYHOUND_TRY(YamlNode * node, make_node(event, kind));
  open_.push_back({node, nullptr, {}});
  return {};
}

Status YamlComposer::close_collection(const YamlEvent& event) {
  YamlNode* node = open_.back().node;
  open_.pop_back();
  node->end = event.end;
  return attach(node);
}

Result<YamlNode*> YamlComposer::make_node(YamlEvent& event, YamlKind kind) {
  if (nodes_.size() >= limits_.nodes) {
    return refuse(ErrorKind::kLimit, event.start,
                  "more than " + std::to_string(limits_.nodes) + " nodes");
  }
  YamlNode& node = nodes_.emplace_back();
  node.kind = kind;
  node.style = event.style;
  node.tag = std::move(event.tag);
  node.text = std::move(event.text);
  node.start = event.start;
  node.end = event.end;
  if (kind != YamlKind::kAlias && !event.anchor.empty()) anchors_[event.anchor] = &node;
  return &node;
}

Result<YamlNode*> YamlComposer::make_alias(YamlEvent& event) {
  const auto target = anchors_.find(event.anchor);
  if (target == anchors_.end()) {
    return refuse(ErrorKind::kCorrupt, event.start, "alias of an anchor that does not exist");
  }
  const bool is_cycle = std::any_of(open_.begin(), open_.end(), [&target](const Open& open) {
    return open.node == target->second;
  });
  if (is_cycle) return refuse(ErrorKind::kCorrupt, event.start, "alias of a node that contains it");
  KEYHOUND_TRY(YamlNode * node, make_node(event, YamlKind::kAlias));
  node->target = target->second;
  return node;
}

Status YamlComposer::attach(const YamlNode* node) {
  if (open_.empty()) {
    roots_.push_back(node);
    return {};
  }
  Open& parent = open_.back();
  if (parent.node->kind == YamlKind::kSequence) {
    parent.node->items.push_back(node);
  } else if (parent.key == nullptr) {
    return attach_key(parent, node);
  } else {
    parent.node->entries.emplace_back(std::exchange(parent.key, nullptr), node);
  }
  return {};
}

// A key is known by its text, since that is how YamlNode::find() looks it up. The message does not
// quote it: a key of a broken file can be anything, a secret too.
Status YamlComposer::attach_key(Open& mapping, const YamlNode* key) {
  mapping.key = key;
  const YamlNode& name = key->resolved();
  if (name.kind != YamlKind::kScalar && name.kind != YamlKind::kNull) return {};
  if (mapping.keys.insert(name.text).second) return {};
  for (const auto& [first, value] : mapping.node->entries) {
    const YamlNode& other = first->resolved();
    if ((other.kind == YamlKind::kScalar || other.kind == YamlKind::kNull) &&
        other.text == name.text) {
      return refuse(ErrorKind::kCorrupt, key->start,
                    "duplicate key, first at " + std::to_string(first->start.line) + ":" +
                        std::to_string(first->start.column));
    }
  }
  return refuse(ErrorKind::kCorrupt, key->start, "duplicate key");
}

}  // namespace keyhound
