// SPDX-License-Identifier: Apache-2.0
// BaselineReview: what `keyhound baseline audit` shows and what its keys do: one entry of a
// baseline at a time. Knows no terminal. Used by one thread.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "scanner/baseline/baseline.h"
#include "scanner/cli/raw_terminal.h"
#include "scanner/model/finding.h"
#include "scanner/report/report_format.h"

namespace keyhound {

// What an entry is about.
struct ReviewItem {
  std::size_t entry = 0;             // index into Baseline::entries
  const Finding* finding = nullptr;  // null: the scan found nothing that has it
  std::string code;                  // its line, masked; empty: not known
};

class BaselineReview {
 public:
  // Begins at the first entry without a verdict. REQUIRES: at least one item; what is borrowed
  // outlives the object.
  BaselineReview(Baseline& baseline, const std::vector<ReviewItem>& items, std::string path);

  enum class Answer { kGoOn, kSave, kQuit };
  // kSave: the baseline has changed.
  Answer press(const KeyPress& key);

  [[nodiscard]] std::string screen(const ReportOptions& options) const;
  // Something that went wrong, for the next screen.
  void tell(std::string message) { message_ = std::move(message); }

  [[nodiscard]] std::size_t unreviewed() const;

 private:
  enum class Mode { kChoose, kNote, kEnd };

  [[nodiscard]] BaselineEntry& entry() { return baseline_.entries[items_[at_].entry]; }
  [[nodiscard]] const BaselineEntry& entry() const { return baseline_.entries[items_[at_].entry]; }
  void move(bool forward);
  Answer choose(char letter);
  Answer set_verdict(std::string_view verdict);
  Answer edit(const KeyPress& key);
  Answer take_input();
  void begin(Mode mode, std::string text);

  Baseline& baseline_;
  const std::vector<ReviewItem>& items_;
  std::string path_;
  std::size_t at_ = 0;
  Mode mode_ = Mode::kChoose;
  std::string input_;
  std::string message_;
};

}  // namespace keyhound
