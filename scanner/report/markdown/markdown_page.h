// SPDX-License-Identifier: Apache-2.0
// MarkdownPage: a Markdown document that keeps within the size that readers take. What does not fit
// is refused as a whole, so that no table or fold is left open; whoever adds counts what was
// refused and says so in the room that is kept for that. One per report.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "scanner/report/report_format.h"

namespace keyhound {

// GitHub refuses step summaries above 1,048,576 bytes; other steps of a job may add to one.
inline constexpr std::size_t kMarkdownLimit = 1'000'000;

class MarkdownPage {
 public:
  // `sink` must outlive the page.
  explicit MarkdownPage(const ReportSink& sink) : sink_(sink) {}

  // Ends `reserve` bytes before the limit; false: it did not fit, and nothing was added.
  [[nodiscard]] bool add(std::string_view text, std::size_t reserve);

  // Adds what room was reserved for.
  void close(std::string_view text) { static_cast<void>(add(text, 0)); }

  // False when the sink refused a piece.
  [[nodiscard]] bool ok() const { return ok_; }

 private:
  const ReportSink& sink_;
  std::size_t size_ = 0;
  bool ok_ = true;
};

}  // namespace keyhound
