// SPDX-License-Identifier: Apache-2.0
// SourceTextBuilder: puts a SourceText together from pieces of a file and from bytes that stand
// nowhere (a resolved escape). Neighbours in the file become one segment. One per thread.
#pragma once

#include <cstdint>
#include <string_view>

#include "scanner/pipelines/source_text.h"
#include "scanner/pipelines/text_range.h"

namespace keyhound {

class SourceTextBuilder {
 public:
  // `source`: the file; it must outlive the builder.
  explicit SourceTextBuilder(std::string_view source) : source_(source) {}

  // Bytes of the file as they are.
  void copy(TextRange range);
  // Bytes of a value that is built already, each with its place in the file.
  void copy(const SourceText& text, TextRange range);
  // Bytes without a place of their own.
  void put(std::string_view bytes) { built_.text.append(bytes); }
  void put(char byte) { built_.text.push_back(byte); }

  [[nodiscard]] std::uint32_t size() const {
    return static_cast<std::uint32_t>(built_.text.size());
  }

  // The value; the builder is empty afterwards. `whole`: where it stands with its quotes.
  SourceText finish(TextRange whole);

 private:
  void add_segment(std::uint32_t source, std::uint32_t length);

  std::string_view source_;
  SourceText built_;
};

// A part of a value, with its own places.
SourceText part_of(const SourceText& text, TextRange range);

}  // namespace keyhound
