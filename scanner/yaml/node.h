// SPDX-License-Identifier: Apache-2.0
// YamlNode: one value of a YAML document, 24 bytes, so that files of millions of nodes fit. It and
// all it points to live in its YamlDocument's arena, as long as that. Immutable, thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace keyhound {

// kNull: a plain scalar that every dialect reads as null (nothing, ~, null, Null, NULL); its text
// stays as written.
enum class YamlKind : std::uint8_t { kNull, kScalar, kSequence, kMapping, kAlias };
enum class ScalarStyle : std::uint8_t { kPlain, kSingleQuoted, kDoubleQuoted, kLiteral, kFolded };

struct YamlEntry;

// An alias points to its target and is never expanded, so that a "billion laughs" file costs what
// its text costs. A walk that follows aliases needs a YamlWalkBudget.
class YamlNode {
 public:
  YamlKind kind = YamlKind::kNull;
  ScalarStyle style = ScalarStyle::kPlain;  // of a scalar
  bool is_flow = false;                     // of a collection: in [] or {}

 private:
  bool has_properties_ = false;  // a tag or an anchor

 public:
  // Byte offsets in the text given to YamlDocument::parse(), a byte order mark included. A node
  // begins at its anchor or tag, where it has one. It ends behind its last character; a block
  // scalar or block collection where the next token starts, which may be lines later (real_end()
  // in scalar_map.h is exact).
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  // Of a scalar (null included): its value, without quotes, folds and indentation.
  [[nodiscard]] std::string_view text() const;
  // With its handle resolved ("!reference", "tag:yaml.org,2002:str"), not interpreted; empty: none.
  [[nodiscard]] std::string_view tag() const;
  // The name of the node's anchor, or the one that an alias names; empty: none.
  [[nodiscard]] std::string_view anchor() const;
  // Of a sequence; empty for anything else.
  [[nodiscard]] std::span<const YamlNode> items() const;
  // Of a mapping, in order; empty for anything else.
  [[nodiscard]] std::span<const YamlEntry> entries() const;
  // Of an alias; nullptr for anything else.
  [[nodiscard]] const YamlNode* target() const;

  // The value of a mapping's key, aliases resolved; nullptr: not there, or not a mapping. The first
  // one where a key is repeated.
  [[nodiscard]] const YamlNode* find(std::string_view key) const;
  // This node, or what it is an alias of.
  [[nodiscard]] const YamlNode& resolved() const;
  // Is it a scalar or null, so that text() says what it is? Not for aliases.
  [[nodiscard]] bool is_text() const {
    return kind == YamlKind::kScalar || kind == YamlKind::kNull;
  }

 private:
  friend class YamlComposer;
  struct Properties;
  union Payload {
    const char* text;
    const YamlNode* items;
    const YamlEntry* entries;
    Properties* properties;  // its own, or its target's when it is an alias
  };

  [[nodiscard]] const Payload& payload() const;

  std::uint32_t size_ = 0;  // bytes of text, items, or entries
  Payload payload_ = {};
};

struct YamlEntry {
  YamlNode key;
  YamlNode value;
};

// What few nodes have, and where the node has come to lie; aliases find their target through it.
struct YamlNode::Properties {
  std::string_view tag;
  std::string_view anchor;
  const YamlNode* node = nullptr;  // nullptr until its parent is complete
  YamlKind kind = YamlKind::kNull;
  std::uint32_t size = 0;
  Payload payload = {};
};

}  // namespace keyhound
