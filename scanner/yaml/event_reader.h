// SPDX-License-Identifier: Apache-2.0
// YamlEvents: libyaml's parser over a text in memory, as a sequence of plain events with our
// positions. The only place that knows yaml.h. One per document, one per thread.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "scanner/base/result.h"
#include "scanner/base/source_position.h"
#include "scanner/yaml/document.h"

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

struct YamlEvent {
  YamlEventKind kind = YamlEventKind::kOther;
  ScalarStyle style = ScalarStyle::kPlain;
  std::string anchor;  // of a node that has one, or the alias's name
  std::string tag;
  std::string text;
  SourcePosition start;
  SourcePosition end;
};

class YamlEvents {
 public:
  // Borrows `text`, which must be UTF-8 (a byte order mark is skipped).
  explicit YamlEvents(std::string_view text);
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
