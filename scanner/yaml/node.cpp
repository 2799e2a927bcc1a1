// SPDX-License-Identifier: Apache-2.0
#include "scanner/yaml/node.h"

namespace keyhound {

static_assert(sizeof(YamlNode) == 24);

const YamlNode::Payload& YamlNode::payload() const {
  return has_properties_ ? payload_.properties->payload : payload_;
}

std::string_view YamlNode::text() const {
  return is_text() && size_ > 0 ? std::string_view(payload().text, size_) : std::string_view();
}

std::string_view YamlNode::tag() const {
  return has_properties_ ? payload_.properties->tag : std::string_view();
}

std::string_view YamlNode::anchor() const {
  const bool has_name = has_properties_ || kind == YamlKind::kAlias;
  return has_name ? payload_.properties->anchor : std::string_view();
}

std::span<const YamlNode> YamlNode::items() const {
  if (kind != YamlKind::kSequence || size_ == 0) return {};
  return {payload().items, size_};
}

std::span<const YamlEntry> YamlNode::entries() const {
  if (kind != YamlKind::kMapping || size_ == 0) return {};
  return {payload().entries, size_};
}

const YamlNode* YamlNode::target() const {
  return kind == YamlKind::kAlias ? payload_.properties->node : nullptr;
}

// Most of what readers ask for is not there: length and first byte tell most keys apart.
const YamlNode* YamlNode::find(std::string_view key) const {
  for (const auto& [name, value] : resolved().entries()) {
    const YamlNode& text_node = name.resolved();
    if (!text_node.is_text()) continue;
    const std::string_view text = text_node.text();
    if (text.size() != key.size()) continue;
    if (key.empty() || (text.front() == key.front() && text == key)) return &value.resolved();
  }
  return nullptr;
}

const YamlNode& YamlNode::resolved() const {
  return kind == YamlKind::kAlias ? *payload_.properties->node : *this;
}

}  // namespace keyhound
