// SPDX-License-Identifier: Apache-2.0
#include "scanner/yaml/composer.h"

#include <algorithm>
#include <cstring>
#include <memory>
#include <string>

namespace keyhound {
namespace {

// %TAG can give a prefix as long as the file to each tag; real tags are a few times as long
// resolved as written.
constexpr std::size_t kMostTagGrowth = 8;
constexpr std::size_t kSmallTags = 64U << 10U;

// What every YAML dialect reads as null.
bool is_null(const YamlEvent& event) {
  return event.style == ScalarStyle::kPlain && event.tag.empty() &&
         (event.text.empty() || event.text == "~" || event.text == "null" || event.text == "Null" ||
          event.text == "NULL");
}

}  // namespace

Status YamlComposer::take(const YamlEvent& event) {
  switch (event.kind) {
    case YamlEventKind::kDocumentStart:
      anchors_.clear();
      if (tree_.roots.size() < limits_.documents) return {};
      return refuse(ErrorKind::kLimit, event.begin,
                    "more than " + std::to_string(limits_.documents) + " documents");
    case YamlEventKind::kSequenceStart:
      return open_collection(event, YamlKind::kSequence);
    case YamlEventKind::kMappingStart:
      return open_collection(event, YamlKind::kMapping);
    case YamlEventKind::kSequenceEnd:
    case YamlEventKind::kMappingEnd:
      return close_collection(event);
    case YamlEventKind::kScalar:
      return take_scalar(event);
    case YamlEventKind::kAlias:
      return take_alias(event);
    default:
      return {};
  }
}

Status YamlComposer::take_scalar(const YamlEvent& event) {
  if (event.text.size() > limits_.scalar) {
    return refuse(ErrorKind::kLimit, event.begin,
                  "a value of more than " + std::to_string(limits_.scalar) + " bytes");
  }
  KEYHOUND_TRY(YamlNode node,
               make_node(event, is_null(event) ? YamlKind::kNull : YamlKind::kScalar));
  set_payload(node, {.text = keep_text(event)}, event.text.size());
  attach(node);
  return {};
}

Status YamlComposer::take_alias(const YamlEvent& event) {
  const auto target = anchors_.find(event.anchor);
  if (target == anchors_.end()) {
    return refuse(ErrorKind::kCorrupt, event.begin, "alias of an anchor that does not exist");
  }
  const bool is_cycle = std::any_of(open_.begin(), open_.end(), [&target](const Open& open) {
    return open.node.has_properties_ && open.node.payload_.properties == target->second;
  });
  if (is_cycle) return refuse(ErrorKind::kCorrupt, event.begin, "alias of a node that contains it");
  KEYHOUND_TRY(YamlNode node, make_node(event, YamlKind::kAlias));
  node.payload_.properties = target->second;
  attach(node);
  return {};
}

Status YamlComposer::open_collection(const YamlEvent& event, YamlKind kind) {
  if (open_.size() >= limits_.depth) {
    return refuse(ErrorKind::kLimit, event.begin,
                  "nested deeper than " + std::to_string(limits_.depth) + " levels");
  }
  KEYHOUND_TRY(const YamlNode node, make_node(event, kind));
  open_.push_back({node, children_.size()});
  return {};
}

Status YamlComposer::close_collection(const YamlEvent& event) {
  YamlNode node = open_.back().node;
  const std::size_t first = open_.back().first_child;
  open_.pop_back();
  node.end = event.end;
  const std::span<const YamlNode> children = std::span<const YamlNode>(children_).subspan(first);
  if (node.kind == YamlKind::kSequence) {
    set_payload(node, {.items = keep_items(children)}, children.size());
  } else {
    const std::span<const YamlEntry> entries(keep_entries(children), children.size() / 2);
    KEYHOUND_TRY_STATUS(check_keys(entries));
    set_payload(node, {.entries = entries.data()}, entries.size());
  }
  children_.resize(first);
  attach(node);
  return {};
}

Result<YamlNode> YamlComposer::make_node(const YamlEvent& event, YamlKind kind) {
  if (tree_.nodes >= limits_.nodes) {
    return refuse(ErrorKind::kLimit, event.begin,
                  "more than " + std::to_string(limits_.nodes) + " nodes");
  }
  ++tree_.nodes;
  YamlNode node;
  node.kind = kind;
  node.style = event.style;
  node.is_flow = event.is_flow;
  node.begin = event.begin;
  node.end = event.end;
  if (kind == YamlKind::kAlias || (event.anchor.empty() && event.tag.empty())) return node;
  tag_bytes_ += event.tag.size();
  if (tag_bytes_ > kMostTagGrowth * source_.text.size() + kSmallTags) {
    return refuse(ErrorKind::kLimit, event.begin, "tags that are too long");
  }
  auto* properties = std::construct_at(allocate<YamlNode::Properties>(1));
  properties->tag = keep(event.tag);
  properties->anchor = keep(event.anchor);
  properties->kind = kind;
  if (!event.anchor.empty()) anchors_[properties->anchor] = properties;
  node.has_properties_ = true;
  node.payload_.properties = properties;
  return node;
}

// A key is known by its text, since that is how YamlNode::find() looks it up. The message does not
// quote it: a key of a broken file can be anything, a secret too.
Status YamlComposer::check_keys(std::span<const YamlEntry> entries) {
  keys_.clear();
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const YamlNode& key = entries[i].key;
    if (key.is_text()) keys_.push_back({key.text(), i});
    if (key.kind != YamlKind::kAlias) continue;
    const YamlNode::Properties& target = *key.payload_.properties;  // has no address yet, perhaps
    const bool is_text = target.kind == YamlKind::kScalar || target.kind == YamlKind::kNull;
    if (is_text) keys_.push_back({{target.payload.text, target.size}, i});
  }
  for (const RepeatedKey& key : repeated_keys(keys_)) {
    const YamlDuplicate duplicate = {entries[key.first].key.begin, entries[key.repeat].key.begin};
    if (options_.duplicate_keys == DuplicateKeys::kReport) {
      tree_.duplicates.push_back(duplicate);
      continue;
    }
    const SourcePosition first = source_.positions.at_byte(duplicate.first);
    return refuse(ErrorKind::kCorrupt, duplicate.repeat,
                  "duplicate key, first at " + std::to_string(first.line) + ":" +
                      std::to_string(first.column));
  }
  return {};
}

void YamlComposer::attach(const YamlNode& node) {
  if (open_.empty()) {
    tree_.roots.push_back(keep_items({&node, 1}));
  } else {
    children_.push_back(node);
  }
}

const YamlNode* YamlComposer::keep_items(std::span<const YamlNode> children) {
  auto* items = allocate<YamlNode>(children.size());
  for (std::size_t i = 0; i < children.size(); ++i) {
    std::construct_at(items + i, children[i]);
    if (items[i].has_properties_) items[i].payload_.properties->node = items + i;
  }
  return items;
}

const YamlEntry* YamlComposer::keep_entries(std::span<const YamlNode> children) {
  auto* entries = allocate<YamlEntry>(children.size() / 2);
  for (std::size_t i = 0; i < children.size() / 2; ++i) {
    YamlEntry* entry =
        std::construct_at(entries + i, YamlEntry{children[2 * i], children[2 * i + 1]});
    for (YamlNode* node : {&entry->key, &entry->value}) {
      if (node->has_properties_) node->payload_.properties->node = node;
    }
  }
  return entries;
}

void YamlComposer::set_payload(YamlNode& node, YamlNode::Payload payload, std::size_t size) {
  node.size_ = static_cast<std::uint32_t>(size);
  if (!node.has_properties_) {
    node.payload_ = payload;
    return;
  }
  node.payload_.properties->payload = payload;
  node.payload_.properties->size = node.size_;
}

// Most values stand in the source as they are.
const char* YamlComposer::keep_text(const YamlEvent& event) {
  const std::size_t quote = event.style == ScalarStyle::kPlain ? 0 : 1;
  const std::size_t size = event.text.size();
  if (event.end >= size + quote) {
    const std::string_view written = source_.text.substr(event.end - quote - size, size);
    if (written == event.text) return written.data();
  }
  return keep(event.text).data();
}

std::string_view YamlComposer::keep(std::string_view text) {
  if (text.empty()) return {};
  char* copy = allocate<char>(text.size());
  std::memcpy(copy, text.data(), text.size());
  return {copy, text.size()};
}

template <class T>
T* YamlComposer::allocate(std::size_t count) {
  return static_cast<T*>(arena_.allocate(count * sizeof(T), alignof(T)));
}

tl::unexpected<Error> YamlComposer::refuse(ErrorKind kind, std::size_t offset,
                                           std::string_view reason) const {
  return fail(kind, at_position(source_.positions.at_byte(offset), reason));
}

}  // namespace keyhound
