// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/baseline_review.h"

#include <fmt/format.h>

#include <algorithm>

#include "scanner/base/end_date.h"
#include "scanner/base/utf8.h"
#include "scanner/model/acceptance_verdict.h"
#include "scanner/report/occurrence_text.h"
#include "scanner/report/text/finding_text.h"
#include "scanner/report/text/text_page.h"

namespace keyhound {
namespace {

constexpr std::size_t kMostPlaces = 4;
constexpr std::size_t kLongestNote = 1000;  // bytes

void write_finding_part(TextPage& page, const ReviewItem& item) {
  const Finding& finding = *item.finding;
  page.line({{finding.title, TextStyle::kBold},
             {fmt::format("  {}, {} confidence", to_string(finding.severity),
                          to_string(finding.confidence)),
              style_of(finding.severity)}});
  if (finding.kind != FindingKind::kSecret) page.field("what", {{finding.message}});
  if (!finding.secret_redacted.empty())
    page.field("secret", {{finding.secret_redacted, TextStyle::kBold}});
  const auto& places = finding.occurrences;
  for (std::size_t i = 0; i < places.size() && i < kMostPlaces; ++i)
    page.field(i == 0 ? "place" : "", {{describe_place(places[i].location, places[i].commit.id)}});
  if (places.size() > kMostPlaces) {
    page.field("", {{"and " + count_of(places.size() - kMostPlaces, "more place", "more places")}});
  }
  if (!item.code.empty()) page.field("code", {{item.code, TextStyle::kDim}});
}

void remove_character(std::string& text) {
  if (!text.empty()) text.resize(sequence_start(text, text.size() - 1));
}

}  // namespace

BaselineReview::BaselineReview(Baseline& baseline, const std::vector<ReviewItem>& items,
                               std::string path)
    : baseline_(baseline), items_(items), path_(std::move(path)) {
  for (std::size_t i = 0; i < items_.size(); ++i) {
    if (!baseline_.entries[items_[i].entry].verdict.empty()) continue;
    at_ = i;
    break;
  }
}

std::size_t BaselineReview::unreviewed() const {
  return static_cast<std::size_t>(std::count_if(
      items_.begin(), items_.end(),
      [this](const ReviewItem& one) { return baseline_.entries[one.entry].verdict.empty(); }));
}

void BaselineReview::move(bool forward) {
  if (forward && at_ + 1 < items_.size()) {
    ++at_;
  } else if (!forward && at_ > 0) {
    --at_;
  } else {
    message_ = forward ? "This is the last entry; q ends the review." : "This is the first entry.";
  }
}

BaselineReview::Answer BaselineReview::set_verdict(std::string_view verdict) {
  entry().verdict = verdict;
  if (!verdict.empty()) move(true);
  return Answer::kSave;
}

void BaselineReview::begin(Mode mode, std::string text) {
  mode_ = mode;
  input_ = std::move(text);
}

BaselineReview::Answer BaselineReview::choose(char letter) {
  switch (letter) {
    case 'f':
      return set_verdict(kFalsePositive);
    case 't':
      return set_verdict(kTestValue);
    case 'a':
      return set_verdict(kAccepted);
    case 'u':
      return set_verdict("");
    case 'n':
      begin(Mode::kNote, entry().note);
      break;
    case 'e':
      begin(Mode::kEnd, entry().until ? format_end_date(*entry().until) : "");
      break;
    case 's':
    case 'j':
    case ' ':
      move(true);
      break;
    case 'k':
      move(false);
      break;
    case 'q':
      return Answer::kQuit;
    default:
      break;
  }
  return Answer::kGoOn;
}

BaselineReview::Answer BaselineReview::take_input() {
  if (mode_ == Mode::kNote) {
    entry().note = input_;
  } else if (input_.empty()) {
    entry().until.reset();
  } else {
    const auto end = parse_end_date(input_);
    if (!end) {
      message_ = "'" + input_ + "' is no date; write it like 2027-01-31, or nothing for no end.";
      return Answer::kGoOn;
    }
    entry().until = *end;
  }
  mode_ = Mode::kChoose;
  return Answer::kSave;
}

BaselineReview::Answer BaselineReview::edit(const KeyPress& key) {
  if (key.key == Key::kEnter) return take_input();
  if (key.key == Key::kEscape) mode_ = Mode::kChoose;
  if (key.key == Key::kBackspace) remove_character(input_);
  if (key.key == Key::kText && input_.size() < kLongestNote) input_ += key.text;
  return Answer::kGoOn;
}

BaselineReview::Answer BaselineReview::press(const KeyPress& key) {
  if (key.key == Key::kRedraw) return Answer::kGoOn;
  message_.clear();
  if (key.key == Key::kQuit) return Answer::kQuit;
  if (mode_ != Mode::kChoose) return edit(key);
  if (key.key == Key::kUp || key.key == Key::kLeft) move(false);
  if (key.key == Key::kDown || key.key == Key::kRight || key.key == Key::kEnter) move(true);
  return key.key == Key::kText && key.text.size() == 1 ? choose(key.text.front()) : Answer::kGoOn;
}

std::string BaselineReview::screen(const ReportOptions& options) const {
  std::string text;
  const ReportSink sink = [&text](std::string_view piece) {
    text += piece;
    return true;
  };
  TextPage page(options, sink);
  const BaselineEntry& one = entry();
  page.line(
      {{path_, TextStyle::kBold},
       {fmt::format("  {} of {}, {} without a verdict", at_ + 1, items_.size(), unreviewed())}});
  page.blank();
  if (items_[at_].finding != nullptr) {
    write_finding_part(page, items_[at_]);
  } else {
    page.line(
        {{"Nothing that was scanned has this entry; 'keyhound baseline update --prune' "
          "removes it.",
          TextStyle::kYellow}});
  }
  page.field("rule", {{one.rule_id}});
  page.field("finding", {{one.fingerprint, TextStyle::kDim}});
  page.field("verdict", {{one.verdict.empty() ? "none yet" : one.verdict, TextStyle::kBlue}});
  const bool is_ending = mode_ == Mode::kEnd;
  const bool is_noting = mode_ == Mode::kNote;
  const std::string end = one.until ? format_end_date(*one.until) : "no end";
  page.field("until", {{is_ending ? input_ + "_" : end}});
  page.field("note", {{is_noting ? input_ + "_" : one.note}});
  page.blank();
  if (!message_.empty()) page.line({{message_, TextStyle::kYellow}});
  if (is_ending || is_noting) {
    page.line({{"Enter: take it   Esc: leave it as it was", TextStyle::kDim}});
  } else {
    page.line({{"f false positive   t test value   a accepted   u no verdict", TextStyle::kDim}});
    page.line({{"n note   e end date   up/down: previous, next (skip)   q quit", TextStyle::kDim}});
  }
  page.finish();
  return text;
}

}  // namespace keyhound
