// SPDX-License-Identifier: Apache-2.0
// Edits of YAML mappings that keep the layout of the text: its indentation, block or flow form,
// line ends and comments. What has a layout that is not understood (tabs, anchors, aliases, tags)
// is left alone. Pure, thread-safe; nodes and texts are borrowed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scanner/pipelines/fixes/text_edit.h"
#include "scanner/yaml/document.h"

namespace keyhound {

// Keys with values that stand in the text as they are.
using NewEntries = std::vector<std::pair<std::string, std::string>>;

class YamlLayout {
 public:
  explicit YamlLayout(const YamlDocument& document);

  // The node at a path of keys and numbers ("jobs/build/steps/2"). nullptr: there is none, or it is
  // shared with another place by an anchor or alias on the way.
  [[nodiscard]] const YamlNode* own_node(std::string_view path) const;
  // An entry of a mapping, neither key nor value of which is shared; nullptr: there is none.
  [[nodiscard]] static const YamlEntry* own_entry(const YamlNode& mapping, std::string_view key);
  [[nodiscard]] static bool is_shared(const YamlNode& node);

  // `entries` behind the last entry of a mapping. nullopt: the layout is not understood.
  [[nodiscard]] std::optional<TextEdit> add(const YamlNode& mapping,
                                            const NewEntries& entries) const;
  // A new entry of a mapping that is itself a mapping.
  [[nodiscard]] std::optional<TextEdit> add(const YamlNode& mapping, const std::string& key,
                                            const NewEntries& entries) const;
  // The value of a scalar entry becomes a mapping.
  [[nodiscard]] std::optional<std::vector<TextEdit>> replace(const YamlNode& mapping,
                                                             const YamlEntry& entry,
                                                             const NewEntries& entries) const;
  // An entry is taken out, with its line where it is alone on it.
  [[nodiscard]] std::optional<TextEdit> remove(const YamlNode& mapping,
                                               const YamlEntry& entry) const;

  // An entry's text from its key on, with the comment on its last line.
  [[nodiscard]] std::string text_of(const YamlEntry& entry) const;
  // What stands behind an entry on its last line, a comment, say; empty: nothing.
  [[nodiscard]] std::string_view rest_of_line(const YamlEntry& entry) const;
  // A value as it may be written in a mapping: quoted where it has to be.
  [[nodiscard]] static std::string written(std::string_view value, bool is_flow);

 private:
  [[nodiscard]] std::uint32_t end_of(const YamlEntry& entry) const;
  [[nodiscard]] std::uint32_t line_begin(std::uint32_t at) const;
  [[nodiscard]] std::uint32_t line_end(std::uint32_t at) const;
  // The column of a block mapping's keys, in bytes.
  [[nodiscard]] std::optional<std::uint32_t> column_of(const YamlNode& mapping) const;
  [[nodiscard]] TextEdit insert_lines(std::uint32_t behind, std::uint32_t column,
                                      const std::vector<std::string>& lines) const;
  [[nodiscard]] TextEdit insert_flow(const YamlNode& mapping, const std::string& entries) const;

  const YamlDocument* document_;
  std::string_view text_;
  std::string_view line_end_ = "\n";
  std::uint32_t step_ = 2;  // of the file's indentation
};

}  // namespace keyhound
