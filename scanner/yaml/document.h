// SPDX-License-Identifier: Apache-2.0
// YAML with positions, composed from libyaml events. Scalars keep their raw text and style; types
// are resolved by the reader that knows the dialect. Immutable after parsing, thread-safe.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/base/source_position.h"

namespace keyhound {

// Bounds for hostile input; a document beyond one is refused with kLimit.
struct YamlLimits {
  std::size_t bytes = 4U << 20U;
  std::size_t depth = 128;
  std::size_t nodes = 200'000;
  std::size_t documents = 64;
};

// kNull: a plain scalar that every dialect reads as null (nothing, ~, null, Null, NULL); its text
// stays as written.
enum class YamlKind { kNull, kScalar, kSequence, kMapping, kAlias };
enum class ScalarStyle { kPlain, kSingleQuoted, kDoubleQuoted, kLiteral, kFolded };

// One node; owned by its YamlDocument. An alias points to its target and is never expanded, so
// that a "billion laughs" file costs what its text costs.
struct YamlNode {
  YamlKind kind = YamlKind::kNull;
  ScalarStyle style = ScalarStyle::kPlain;
  std::string tag;       // as written, without resolution; empty: none
  std::string text;      // of a scalar
  SourcePosition start;  // of a quoted scalar: its quote; of a block scalar: its | or >
  SourcePosition end;    // one past its last character; of block scalars and block collections: the
                         // next token, which may be lines later
  std::vector<const YamlNode*> items;                                // of a sequence
  std::vector<std::pair<const YamlNode*, const YamlNode*>> entries;  // of a mapping, in order
  const YamlNode* target = nullptr;                                  // of an alias

  // The value of a mapping's key, aliases resolved; nullptr: not there, or not a mapping.
  [[nodiscard]] const YamlNode* find(std::string_view key) const;
  // This node, or what it is an alias of.
  [[nodiscard]] const YamlNode& resolved() const;
};

class YamlDocument {
 public:
  // Parses all documents of `text`. kCorrupt with "line:column: reason" for invalid YAML (also
  // duplicate keys in one mapping, an alias inside its own anchor, UTF-16), kLimit beyond a limit.
  // No message quotes the text.
  static Result<YamlDocument> parse(std::string_view text, const YamlLimits& limits = {});

  // The root nodes; empty for an empty file. Valid as long as this object lives (moves included).
  [[nodiscard]] const std::vector<const YamlNode*>& roots() const;

  YamlDocument(YamlDocument&&) noexcept;
  YamlDocument& operator=(YamlDocument&&) noexcept;
  ~YamlDocument();

 private:
  struct Impl;
  explicit YamlDocument(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace keyhound
