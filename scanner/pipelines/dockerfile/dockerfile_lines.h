// SPDX-License-Identifier: Apache-2.0
// Private to scanner/pipelines/dockerfile: lines joined by continuations, and heredocs.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "scanner/pipelines/reader_limits.h"
#include "scanner/pipelines/source_text.h"

namespace keyhound {

class DockerfileLines {
 public:
  // `text` must outlive the object.
  explicit DockerfileLines(std::string_view text);

  [[nodiscard]] char escape() const { return escape_; }

  // The next instruction on one line; `whole` is where it stands. nullopt: the text ends.
  std::optional<SourceText> next();

  // The lines up to one that is `name`, and goes behind it. nullopt: there is none, and nothing was
  // read.
  std::optional<SourceText> read_heredoc(std::string_view name, bool strips_tabs);

  // Where the last thing that was read ends.
  [[nodiscard]] std::uint32_t end() const { return end_; }

 private:
  struct Line {
    std::uint32_t begin = 0;  // the first byte that is not blank
    std::uint32_t end = 0;    // without the line end
    std::uint32_t next = 0;   // the next line
  };

  [[nodiscard]] Line line_at(std::uint32_t at) const;
  [[nodiscard]] std::optional<std::uint32_t> continuation_of(std::uint32_t begin,
                                                             std::uint32_t end) const;
  bool read_directive();

  std::string_view text_;
  std::uint32_t at_ = 0;
  std::uint32_t end_ = 0;
  char escape_ = '\\';
  SearchBudget budget_;
};

}  // namespace keyhound
