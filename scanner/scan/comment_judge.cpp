// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/comment_judge.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace keyhound {

void CommentReport::add(CommentReport more) {
  std::move(more.suppressions.begin(), more.suppressions.end(), std::back_inserter(suppressions));
  std::move(more.complaints.begin(), more.complaints.end(), std::back_inserter(complaints));
}

Suppression suppression_of(const InlineComment& comment, std::string_view rule, Location location) {
  Suppression suppression;
  suppression.kind = "inline";
  suppression.rule_id = rule;
  suppression.exception_id = comment.exception_id;
  suppression.reason = comment.reason;
  suppression.until = comment.until;
  suppression.location = std::move(location);
  return suppression;
}

Diagnostic comment_complaint(const std::string& complaint, const Location& location) {
  return {"inline-comment", location.path,
          fmt::format("line {}: {}", location.start.line, complaint), false};
}

bool CommentJudge::hear(const std::vector<InlineComment>& comments, std::string_view rule,
                        Location location, bool is_counted) {
  const CommentAnswer answer = ask_comments(comments, rule, context_->settings().now);
  if (answer.is_dated) ++dated_;
  if (keeps_ && is_counted) {
    for (const std::string& one : answer.complaints)
      report_.complaints.push_back(comment_complaint(one, location));
    if (answer.silenced_by)
      report_.suppressions.push_back(
          suppression_of(*answer.silenced_by, rule, std::move(location)));
  }
  return answer.silenced_by.has_value();
}

}  // namespace keyhound
