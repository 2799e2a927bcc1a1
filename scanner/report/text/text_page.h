// SPDX-License-Identifier: Apache-2.0
// TextPage: the lines of the text report, coloured and wrapped to the terminal. It escapes every
// text it is given, so that no caller can forget it. One per report.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/report/report_format.h"

namespace keyhound {

enum class TextStyle { kPlain, kBold, kDim, kAlarm, kRed, kYellow, kBlue, kGreen };

// A piece of a line, borrowed for one call. `text` may be untrusted.
struct TextPiece {
  std::string_view text;
  TextStyle style = TextStyle::kPlain;
};

// The same with a text of its own.
struct TextSpan {
  std::string text;
  TextStyle style = TextStyle::kPlain;
  // Lives as long as the span.
  operator TextPiece() const { return {text, style}; }  // NOLINT(google-explicit-constructor)
};

class TextPage {
 public:
  // Both must outlive the page.
  TextPage(const ReportOptions& options, const ReportSink& sink) : options_(options), sink_(sink) {}

  // One paragraph; lines that do not fit go on `indent` columns to the right.
  void line(std::initializer_list<TextPiece> pieces, std::size_t indent = 0);
  void line(const std::vector<TextSpan>& spans, std::size_t indent = 0);

  // A paragraph beside a label: "  place     src/app.py:3:12". An empty label continues the field
  // above.
  void field(std::string_view label, std::initializer_list<TextPiece> pieces);

  void blank();

  // Writes what is still buffered. Call once, at the end.
  void finish() { flush(); }

  // False when the sink refused a piece: nothing more is written.
  [[nodiscard]] bool ok() const { return ok_; }

 private:
  // Where a paragraph stands while its words are put.
  struct Cursor {
    std::size_t column = 0;
    std::size_t start = 0;  // of the line, in columns
    std::size_t indent = 0;
    bool is_line_empty = true;  // a label says nothing about that: it may be empty
  };
  void wrap(std::span<const TextPiece> pieces, std::size_t column, std::size_t indent);
  // REQUIRES, both: `text` is escaped; `is_ascii`: each byte takes a column.
  void put_words(std::string_view text, TextStyle style, bool is_ascii, Cursor& cursor);
  bool put_whole(std::string_view text, TextStyle style, Cursor& cursor);
  void put(std::string_view text, TextStyle style);
  void flush();

  const ReportOptions& options_;
  const ReportSink& sink_;
  std::string buffer_;
  bool ok_ = true;
};

}  // namespace keyhound
