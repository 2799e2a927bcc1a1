// SPDX-License-Identifier: Apache-2.0
// YamlEvents: libyaml's parser over a text in memory, as a sequence of plain events with byte
// offsets. The only place that knows yaml.h. One per document, one per thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "scanner/base/result.h"
#include "scanner/base/source_position.h"
#include "scanner/yaml/node.h"
#include "scanner/yaml/position_table.h"

namespace keyhound {

enum class YamlEventKind {
  kStreamEnd,
  kDocumentStart,
  kDocumentEnd,
  kAlias,
  kScalar,
  kSequenceStart,
  kSequenceEnd,
  kMappingStart,
  kMappingEnd,
  kOther,
};

// Its texts live until the next event is asked for.
struct YamlEvent {
  YamlEventKind kind = YamlEventKind::kOther;
  ScalarStyle style = ScalarStyle::kPlain;
  bool is_flow = false;     // of a collection's start
  std::string_view anchor;  // of a node that has one, or the alias's name
  std::string_view tag;
  std::string_view text;
  std::uint32_t begin = 0;  // byte offsets in the text
  std::uint32_t end = 0;
};

class YamlEvents {
 public:
  // Borrows `text`, which must be UTF-8 (a byte order mark is skipped) and below 4 GiB, and the
  // table of its positions.
  YamlEvents(std::string_view text, const PositionTable& positions);
  ~YamlEvents();
  YamlEvents(const YamlEvents&) = delete;
  YamlEvents& operator=(const YamlEvents&) = delete;

  // The next event; kCorrupt with "line:column: reason" where the text is not YAML.
  Result<YamlEvent> next();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// "line:column: reason".
std::string at_position(SourcePosition position, std::string_view reason);

}  // namespace keyhound
