// SPDX-License-Identifier: Apache-2.0
// YAML with positions, composed from libyaml events. Scalars keep their raw text and style; types
// are resolved by the reader that knows the dialect. Immutable after parsing, thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/base/source_position.h"
#include "scanner/yaml/node.h"
#include "scanner/yaml/walk_budget.h"

namespace keyhound {

// Bounds for hostile input; a document beyond one is refused with kLimit.
struct YamlLimits {
  std::size_t bytes = 4U << 20U;  // never more than 4 GiB
  std::size_t depth = 128;
  std::size_t nodes = 200'000;
  std::size_t documents = 64;
  std::size_t scalar = 1U << 20U;  // bytes of one value
};

// Those of pipeline definitions, unless the user raises `bytes` (to 4 MiB at most).
constexpr YamlLimits kPipelineYamlLimits = {.bytes = 1U << 20U};

enum class DuplicateKeys {
  kRefuse,  // an error
  kReport,  // the first one counts for find(); duplicates() has the others
};

struct YamlParseOptions {
  DuplicateKeys duplicate_keys = DuplicateKeys::kRefuse;
};

// A key that its mapping has already; byte offsets of the keys.
struct YamlDuplicate {
  std::uint32_t first = 0;
  std::uint32_t repeat = 0;
};

class YamlDocument {
 public:
  // Parses all documents of `text`. kCorrupt with "line:column: reason" for invalid YAML (also
  // duplicate keys in one mapping, an alias inside its own anchor, UTF-16), kLimit beyond a limit.
  // No message quotes the text.
  static Result<YamlDocument> parse(std::string_view text, const YamlLimits& limits = {},
                                    const YamlParseOptions& options = {});
  // The same for a text that the caller needs no more: saves the copy.
  static Result<YamlDocument> parse_owned(std::string text, const YamlLimits& limits = {},
                                          const YamlParseOptions& options = {});

  // The root nodes; empty for an empty file. Valid as long as this object lives (moves included).
  [[nodiscard]] const std::vector<const YamlNode*>& roots() const;
  // By the place of the repeat. Always empty with DuplicateKeys::kRefuse.
  [[nodiscard]] const std::vector<YamlDuplicate>& duplicates() const;
  // The text that was parsed, which the nodes' offsets count in. Valid as the roots are.
  [[nodiscard]] std::string_view source() const;

  // The line and column of a byte; O(log size). REQUIRES: no byte inside a character.
  [[nodiscard]] SourcePosition position(std::size_t offset) const;
  [[nodiscard]] SourcePosition start(const YamlNode& node) const { return position(node.begin); }
  [[nodiscard]] SourcePosition end(const YamlNode& node) const { return position(node.end); }

  // For a walk through all of it: 100 visits for each node that is written.
  [[nodiscard]] YamlWalkBudget walk_budget() const;

  YamlDocument(YamlDocument&&) noexcept;
  YamlDocument& operator=(YamlDocument&&) noexcept;
  ~YamlDocument();

 private:
  struct Impl;
  explicit YamlDocument(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace keyhound
