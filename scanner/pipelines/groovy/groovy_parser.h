// SPDX-License-Identifier: Apache-2.0
// Private to scanner/pipelines/groovy: the walk over the tokens. One per text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/pipelines/groovy/groovy_brackets.h"
#include "scanner/pipelines/groovy/groovy_calls.h"
#include "scanner/pipelines/reader_limits.h"

namespace keyhound {

class GroovyParser {
 public:
  GroovyParser(std::string_view text, GroovyTokens tokens);

  // Once.
  GroovyScript read();

 private:
  // Where a value ends, and whether `name arg` without parentheses is a call at its beginning.
  struct Context {
    bool ends_with_line = false;
    bool is_statement = false;
  };
  struct Arguments {
    std::vector<GroovyValue> values;
    std::vector<GroovyEntry> named;
  };
  // What a value is made of, besides its items.
  struct Parts {
    GroovyValue value;
    std::size_t others = 0;  // names, numbers and operators
    std::size_t conditions = 0;
  };
  struct Path {
    std::string text;
    std::uint32_t behind = 0;  // the token behind it
  };

  // Tokens; those at or behind `end_` are none.
  [[nodiscard]] bool is_kind(std::uint32_t at, GroovyTokenKind kind) const;
  [[nodiscard]] std::string_view text_of(std::uint32_t at) const;
  [[nodiscard]] bool is_operator(std::uint32_t at, std::string_view text) const;
  [[nodiscard]] bool is_newline(std::uint32_t at) const;
  [[nodiscard]] bool is_member_dot(std::uint32_t at) const;
  [[nodiscard]] std::uint32_t behind_newline(std::uint32_t at) const;
  [[nodiscard]] TextRange range_from(std::uint32_t begin) const;
  [[nodiscard]] TextRange bracket_range(std::uint32_t opener) const;
  void skip_newlines();
  void skip_line();

  // groovy_statements.cpp
  void read_statements();
  void read_statement();
  void read_word();
  void read_annotation();
  void read_class();
  void read_block();
  void skip_closure_head();
  bool read_assignment();
  [[nodiscard]] std::uint32_t behind_type(std::uint32_t at) const;

  // groovy_values.cpp
  GroovyValue read_value(Context context);
  bool read_line_end(const Parts& parts, std::uint32_t begin, Context context);
  void read_part(Parts& parts, Context& context);
  void read_bracket(Parts& parts);
  void read_name(Parts& parts, Context context);
  void read_chain(Parts& parts, Context context);
  GroovyValue read_list();
  Arguments read_arguments(bool is_command);
  [[nodiscard]] std::uint32_t key_end(std::uint32_t at) const;
  GroovyEntry read_entry(std::uint32_t colon, bool is_command);
  [[nodiscard]] Path read_path(std::uint32_t at) const;
  [[nodiscard]] bool starts_call(std::uint32_t behind, Context context) const;
  [[nodiscard]] bool starts_argument(std::uint32_t at) const;
  std::uint32_t read_call(std::string path, TextRange name, std::uint32_t receiver,
                          Context context);
  std::uint32_t add_node(GroovyNodeKind kind, std::string path, TextRange name);

  // Runs `read` over what is between the bracket at `pos_` and its counterpart, and goes behind it.
  template <class Read>
  void within_bracket(Read read);

  std::string_view text_;
  GroovyTokens tokens_;
  GroovyBrackets brackets_;
  GroovyScript script_;
  std::uint32_t pos_ = 0;
  std::uint32_t end_ = 0;
  unsigned depth_ = 0;
  std::uint32_t parent_ = kNoGroovyNode;
  std::uint32_t declared_ = kNoGroovyNode;  // the token behind `def` or a type
};

template <class Read>
void GroovyParser::within_bracket(Read read) {
  const std::uint32_t closer = brackets_.closer[pos_];
  const std::uint32_t outer_end = end_;
  if (depth_ >= kMostReaderDepth) {
    script_.is_complete = false;
  } else {
    end_ = closer < end_ ? closer : end_;
    ++pos_;
    ++depth_;
    read();
    --depth_;
    end_ = outer_end;
  }
  pos_ = closer < end_ ? closer + 1 : end_;
}

}  // namespace keyhound
