// SPDX-License-Identifier: Apache-2.0
// An answer for people: a table. The first rows decide how wide its columns are, so that however
// many follow need no memory; on a terminal the widest columns give way until all fit.
#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <vector>

#include "scanner/base/utf8.h"
#include "scanner/store/query/query_cell.h"
#include "scanner/store/query/query_writer.h"

namespace keyhound {
namespace {

constexpr std::size_t kMeasuredRows = 500;
constexpr std::size_t kNarrowest = 6;  // columns that a cell keeps when others need room
constexpr std::size_t kGap = 2;
constexpr std::string_view kCut = "\u2026";
constexpr std::string_view kNothing = "-";
constexpr std::size_t kTimeToMinutes = 16;  // "2026-11-23T09:00"

using Cells = std::vector<std::string>;

std::size_t length_of(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80;
  }));
}

// Of a path the end says most, of all else the beginning.
std::string fitted(const std::string& text, std::size_t width, bool keeps_end) {
  const std::size_t length = length_of(text);
  if (length <= width) return text;
  const std::size_t kept = width - 1;
  std::size_t skipped = keeps_end ? length - kept : kept;
  std::string_view rest = text;
  while (skipped-- > 0) rest.remove_prefix(next_utf8(rest).length);
  if (keeps_end) return std::string(kCut) + std::string(rest);
  return text.substr(0, text.size() - rest.size()) + std::string(kCut);
}

bool is_right_aligned(CellType type) {
  return type == CellType::kNumber || type == CellType::kSeconds;
}

class QueryText final : public QueryWriter {
 public:
  QueryText(const QuerySink& sink, std::size_t width) : sink_(sink), width_(width) {}

  bool begin(const QueryRequest& request, const QueryScope& scope) override {
    question_ = request.question;
    for (std::size_t i = 0; i < question_->columns.size(); ++i) {
      if (question_->columns[i].is_in_table) shown_.push_back(i);
    }
    std::string head(question_->description);
    if (!scope.subject.empty()) head += ": " + shown_cell(scope.subject);
    if (!scope.since.empty()) {
      head += fmt::format(", since {}{}", scope.since_run ? "run " : "", shown_cell(scope.since));
    }
    return sink_(head + "\n\n");
  }

  bool row(const SqlRow& row) override {
    Cells cells;
    for (const std::size_t i : shown_) cells.push_back(cell_of(row[i], question_->columns[i].type));
    if (!widths_.empty()) return write_line(cells);
    measured_.push_back(std::move(cells));
    return measured_.size() < kMeasuredRows || write_measured();
  }

  bool end(std::uint64_t rows, bool has_more) override {
    if (rows == 0) return sink_("No rows.\n");
    if (widths_.empty() && !write_measured()) return false;
    if (has_more) {
      return sink_(fmt::format(
          "\nThe first {} rows; there are more. --limit 0 shows all, and filters fewer.\n", rows));
    }
    return sink_(fmt::format("\n{} row{}.\n", rows, rows == 1 ? "" : "s"));
  }

 private:
  static std::string cell_of(const SqlValue& value, CellType type) {
    std::string text = query_cell(value, type);
    if (text.empty()) return std::string(kNothing);
    if (type == CellType::kTime && text.size() > kTimeToMinutes) {
      text.resize(kTimeToMinutes);
      text[text.find('T')] = ' ';
    }
    return shown_cell(text);
  }

  Cells head() const {
    Cells cells;
    for (const std::size_t i : shown_) {
      std::string name(question_->columns[i].name);
      std::replace(name.begin(), name.end(), '_', ' ');
      cells.push_back(std::move(name));
    }
    return cells;
  }

  bool write_measured() {
    const Cells names = head();
    for (const std::string& name : names) widths_.push_back(length_of(name));
    for (const Cells& cells : measured_) {
      for (std::size_t i = 0; i < cells.size(); ++i)
        widths_[i] = std::max(widths_[i], length_of(cells[i]));
    }
    fit_widths();
    bool is_written = write_line(names);
    for (const Cells& cells : measured_) is_written = is_written && write_line(cells);
    measured_.clear();
    return is_written;
  }

  // Takes from the widest until the line fits; a terminal too narrow for all wraps.
  void fit_widths() {
    if (width_ == 0) return;
    std::size_t needed =
        std::accumulate(widths_.begin(), widths_.end(), (widths_.size() - 1) * kGap);
    while (needed > width_) {
      const auto widest = std::max_element(widths_.begin(), widths_.end());
      if (*widest <= kNarrowest) return;
      --*widest;
      --needed;
    }
  }

  bool write_line(const Cells& cells) {
    std::string line;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const QuestionColumn& column = question_->columns[shown_[i]];
      const bool is_cut = width_ > 0;
      const std::string cell = is_cut ? fitted(cells[i], widths_[i],
                                               column.name == "path" || column.name == "repository")
                                      : cells[i];
      const std::string pad(widths_[i] - std::min(widths_[i], length_of(cell)), ' ');
      if (i > 0) line.append(kGap, ' ');
      line += is_right_aligned(column.type) ? pad + cell : cell + pad;
    }
    line.resize(line.find_last_not_of(' ') + 1);
    return sink_(line + "\n");
  }

  const QuerySink& sink_;
  std::size_t width_;
  const Question* question_ = nullptr;
  std::vector<std::size_t> shown_;  // columns
  std::vector<Cells> measured_;     // rows that wait for the widths
  std::vector<std::size_t> widths_;
};

}  // namespace

std::unique_ptr<QueryWriter> make_query_text(const QuerySink& sink, std::size_t width) {
  return std::make_unique<QueryText>(sink, width);
}

}  // namespace keyhound
