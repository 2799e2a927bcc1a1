// SPDX-License-Identifier: Apache-2.0
// Private to scanner/pipelines/hcl: the descent over the bytes. One per text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/pipelines/hcl/hcl_reader.h"
#include "scanner/pipelines/reader_limits.h"
#include "scanner/pipelines/source_text_builder.h"

namespace keyhound {

class HclParser {
 public:
  explicit HclParser(std::string_view text);

  // Once.
  HclFile read();

 private:
  // What a value is made of, besides its items.
  struct Parts {
    HclValue value;
    std::size_t others = 0;  // names, calls and operators
    std::size_t conditions = 0;
  };
  // A text with interpolations while it is read.
  struct Template {
    explicit Template(std::string_view source) : builder(source) {}
    SourceTextBuilder builder;
    Parts parts;
  };

  [[nodiscard]] char peek(std::uint32_t offset = 0) const {
    return at_ + offset < end_ ? text_[at_ + offset] : '\0';
  }
  [[nodiscard]] bool sees(std::string_view word) const {
    return at_ < end_ && text_.substr(0, end_).compare(at_, word.size(), word) == 0;
  }
  [[nodiscard]] std::string_view slice(TextRange range) const {
    return text_.substr(range.begin, range.size());
  }
  // Blanks and comments; also line ends when `over_lines`.
  void skip_blanks(bool over_lines);
  [[nodiscard]] bool sees_name() const;
  TextRange read_name();
  // One value more; false: that is beyond the limit, and reading ends.
  bool count();
  // One level deeper, until leave(); false: as count().
  bool enter();
  void leave() { --depth_; }
  void stop();

  // hcl_body.cpp
  void read_body(std::uint32_t block);
  void read_item(std::uint32_t block);
  void read_attribute(std::uint32_t block, std::string name, TextRange range);
  void read_block(std::uint32_t parent, TextRange type);
  std::vector<SourceText> read_labels();

  // hcl_expression.cpp
  HclValue read_expression(bool ends_with_line);
  bool read_part(Parts& parts, std::uint32_t begin);
  bool read_mark(Parts& parts);
  void read_word(Parts& parts);
  bool read_step();
  void read_scalar(Parts& parts, HclValueKind kind, TextRange range);
  void read_until(Parts& parts, char closer);
  void read_group(Parts& parts, char closer);
  void read_list(Parts& parts);
  void read_object(Parts& parts);
  bool read_entry(HclValue& object);
  [[nodiscard]] bool sees_for();
  static void take(Parts& parts, HclValue value);

  // hcl_template.cpp
  HclValue read_string();
  std::optional<HclValue> read_heredoc();
  void read_heredoc_lines(Template& content, std::uint32_t end, std::size_t indent);
  void read_template_mark(Template& content);
  void read_interpolation(Template& content);
  void read_escape(Template& content);
  void copy(Template& content, std::size_t length);
  static HclValue finish(Template content, HclValueKind kind, TextRange range);

  std::string_view text_;
  std::uint32_t at_ = 0;
  std::uint32_t end_ = 0;  // of what is read now
  unsigned depth_ = 0;
  unsigned interpolations_ = 0;  // around what is read now
  std::size_t items_ = 0;
  SearchBudget budget_;
  HclFile file_;
};

}  // namespace keyhound
