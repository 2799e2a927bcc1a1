// SPDX-License-Identifier: Apache-2.0
// What a place in a definition's text is: which job and step, under which key, and who sees a value
// that stands there.
#pragma once

#include <optional>
#include <string>

#include "scanner/model/pipeline_place.h"
#include "scanner/pipelines/facts/credential_literal.h"
#include "scanner/pipelines/facts/definition.h"
#include "scanner/pipelines/facts/range_index.h"
#include "scanner/yaml/document.h"

namespace keyhound {

// Finds places in one definition, which it borrows. Used by one thread: the text is parsed when the
// first place needs its keys.
class PlaceFinder {
 public:
  explicit PlaceFinder(const Definition& definition);

  // The innermost job and step around bytes of the definition's text.
  [[nodiscard]] Scope scope_at(TextRange range) const;
  [[nodiscard]] PipelinePlace place_at(TextRange range);
  // What the definition makes of a value that only its form and surroundings call a credential: the
  // value of a key that is no credential's, a word in a script, the password of a test's database.
  [[nodiscard]] LiteralKind literal_at(TextRange range) const;

 private:
  [[nodiscard]] LiteralKind kind_at(TextRange range) const;
  [[nodiscard]] const Binding* binding_at(TextRange range) const;
  [[nodiscard]] const Script* script_at(TextRange range) const;
  std::string yaml_keys(std::uint32_t at);

  const Definition* definition_;
  RangeIndex jobs_;
  RangeIndex steps_;
  RangeIndex bindings_;
  RangeIndex scripts_;
  std::optional<YamlDocument> document_;
  bool is_parsed_ = false;
};

// The place where scope and key are known.
PipelinePlace place_in(const Definition& definition, Scope scope, std::string key_path);

}  // namespace keyhound
