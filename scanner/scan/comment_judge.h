// SPDX-License-Identifier: Apache-2.0
// CommentJudge: asks the comments beside a secret whether it is to be passed over, and keeps what
// they said where somebody wants to hear of it. One per thread; the context must outlive it.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scanner/filters/comment_company.h"
#include "scanner/filters/generic/score_model.h"
#include "scanner/filters/inline_comment.h"
#include "scanner/model/diagnostic.h"
#include "scanner/model/location.h"
#include "scanner/model/reference.h"
#include "scanner/scan/scan_context.h"

namespace keyhound {

// What comments did, and those that want to silence something and do not.
struct CommentReport {
  std::vector<Suppression> suppressions;
  std::vector<Diagnostic> complaints;

  void add(CommentReport more);
};

// The suppression that a comment is, of a secret or a check's finding at `location`.
Suppression suppression_of(const InlineComment& comment, std::string_view rule, Location location);
// What a comment does not do, of something at `location`.
Diagnostic comment_complaint(const std::string& complaint, const Location& location);

// Of each id in our own comments that is neither a rule's nor a check's: that it silences nothing,
// and the nearest that there is.
std::vector<std::string> unknown_rule_complaints(const std::vector<InlineComment>& comments,
                                                 const ScanContext& context);

// Whether what was found with this confidence, or score, is a secret for most readers at any path.
bool is_sure(Confidence confidence, const std::optional<LocalScore>& score);

// What its comments know a secret by: its fingerprints under the current key and those before.
std::vector<std::string> fingerprints_of(const ScanContext& context, std::uint32_t rule,
                                         std::string_view secret);

// The bytes of a text that comments may stand beside, and what was found there.
struct CommentedPlace {
  std::string_view text;
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string_view rule;
  bool is_sure = true;
  bool is_counted = true;  // false: another piece of the text has it too, and tells of it
};

class CommentJudge {
 public:
  explicit CommentJudge(const ScanContext& context)
      : context_(&context), is_on_(context.settings().reads_comments) {}

  // Another text begins. All of its secrets are met before the first is asked about. `prints` gives
  // the fingerprints, and is only asked where a comment has something to say.
  void begin_text() { company_.clear(); }
  template <class Prints>
  void meet(const CommentedPlace& place, const Prints& prints) {
    if (!is_on_) return;
    const auto comments = comments_beside(place.text, place.begin, place.end);
    if (!comments.empty()) company_.add(comments, {place.rule, prints(), place.is_sure});
  }

  // Whether a comment silences what was found there. `locate` gives the location.
  template <class Prints, class Locate>
  bool silences(const CommentedPlace& place, const Prints& prints, const Locate& locate) {
    if (!is_on_ || company_.is_empty()) return false;
    const auto comments = comments_beside(place.text, place.begin, place.end);
    if (comments.empty()) return false;
    return hear(comments, {place.rule, prints(), place.is_sure, &company_}, locate(),
                place.is_counted);
  }

  // What the comments of this text stand beside.
  [[nodiscard]] const CommentCompany& company() const { return company_; }

  // Off for texts that are only looked at to compare.
  void turn(bool on) { is_on_ = on && context_->settings().reads_comments; }
  // From now on what comments say is kept.
  void keep() { keeps_ = true; }
  CommentReport take() {
    told_.clear();
    return std::exchange(report_, {});
  }

  // How often so far the answer was one that holds for a time only.
  [[nodiscard]] std::uint64_t dated() const { return dated_; }

 private:
  bool hear(const std::vector<InlineComment>& comments, const CommentedSecret& secret,
            Location location, bool is_counted);
  void complain(const std::string& complaint, const Location& location);

  const ScanContext* context_;
  bool is_on_;
  bool keeps_ = false;
  CommentReport report_;
  CommentCompany company_;
  std::set<std::pair<std::string, std::string>> told_;  // complaints: several secrets hear each
  std::uint64_t dated_ = 0;
};

}  // namespace keyhound
