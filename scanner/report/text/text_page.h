// SPDX-License-Identifier: Apache-2.0
// TextPage: the lines of the text report, coloured and wrapped to the terminal. It escapes every
// text it is given, so that no caller can forget it. One per report.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/report/report_format.h"

namespace keyhound {

enum class TextStyle { kPlain, kBold, kDim, kAlarm, kRed, kYellow, kBlue, kGreen };

// A piece of a line. `text` may be untrusted.
struct TextSpan {
  std::string text;
  TextStyle style = TextStyle::kPlain;
};

class TextPage {
 public:
  // Both must outlive the page.
  TextPage(const ReportOptions& options, const ReportSink& sink) : options_(options), sink_(sink) {}

  // One paragraph; lines that do not fit go on `indent` columns to the right.
  void line(const std::vector<TextSpan>& spans, std::size_t indent = 0);

  // A paragraph beside a label: "  place     src/app.py:3:12". An empty label continues the field
  // above.
  void field(std::string_view label, const std::vector<TextSpan>& spans);

  void blank();

  // Writes what is still buffered. Call once, at the end.
  void finish() { flush(); }

  // False when the sink refused a piece: nothing more is written.
  [[nodiscard]] bool ok() const { return ok_; }

 private:
  void wrap(const std::vector<TextSpan>& spans, std::size_t column, std::size_t indent);
  void put(std::string_view text, TextStyle style);
  void flush();

  const ReportOptions& options_;
  const ReportSink& sink_;
  std::string buffer_;
  bool ok_ = true;
};

}  // namespace keyhound
