// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/comment_judge.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "scanner/base/nearest_key.h"
#include "scanner/pipelines/check.h"

namespace keyhound {
namespace {

constexpr std::size_t kShownId = 80;

// Disabled ones too: whoever names one wrote no nonsense.
std::vector<std::string_view> known_ids(const ScanContext& context) {
  std::vector<std::string_view> ids;
  for (const Rule& rule : context.engine().rules().rules) ids.push_back(rule.id);
  for (const Check* check : checks()) ids.push_back(check->info.id);
  for (const std::string& id : context.settings().disabled_rules) ids.push_back(id);
  return ids;
}

}  // namespace

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

std::vector<std::string> unknown_rule_complaints(const std::vector<InlineComment>& comments,
                                                 const ScanContext& context) {
  std::vector<std::string> complaints;
  for (const InlineComment& comment : comments) {
    if (comment.is_foreign || !comment.problem.empty()) continue;
    for (const std::string& id : comment.rules) {
      if (id == "*") continue;
      const std::vector<std::string_view> known = known_ids(context);
      if (std::find(known.begin(), known.end(), id) != known.end()) continue;
      const std::string_view nearest =
          id.size() <= kShownId ? nearest_key(id, known) : std::string_view();
      complaints.push_back(fmt::format(
          "{} names '{}', and there is no such rule or check{}; nothing is silenced by it",
          comment.marker, id.substr(0, kShownId),
          nearest.empty() ? "" : fmt::format(" (is '{}' meant?)", nearest)));
    }
  }
  return complaints;
}

bool is_sure(Confidence confidence, const std::optional<LocalScore>& score) {
  if (!score) return confidence >= Confidence::kMedium;
  return ScoreModel::instance().confidence(score->log_odds).value_or(Confidence::kLow) >=
         Confidence::kMedium;
}

std::vector<std::string> fingerprints_of(const ScanContext& context, std::uint32_t rule,
                                         std::string_view secret) {
  const std::string& family = context.rule(rule).family;
  std::vector<std::string> prints = {fingerprint(context.key(), family, secret).short_form()};
  for (const FingerprintKey& key : context.previous_keys())
    prints.push_back(fingerprint(key, family, secret).short_form());
  return prints;
}

void CommentJudge::complain(const std::string& complaint, const Location& location) {
  Diagnostic diagnostic = comment_complaint(complaint, location);
  if (told_.emplace(diagnostic.subject, diagnostic.message).second)
    report_.complaints.push_back(std::move(diagnostic));
}

bool CommentJudge::hear(const std::vector<InlineComment>& comments, const CommentedSecret& secret,
                        Location location, bool is_counted) {
  const CommentAnswer answer = ask_comments(comments, secret, context_->settings().now);
  if (answer.is_dated) ++dated_;
  if (keeps_ && is_counted) {
    for (const std::string& one : unknown_rule_complaints(comments, *context_))
      complain(one, location);
    for (const std::string& one : answer.complaints) complain(one, location);
    if (answer.silenced_by)
      report_.suppressions.push_back(
          suppression_of(*answer.silenced_by, secret.rule, std::move(location)));
  }
  return answer.silenced_by.has_value();
}

}  // namespace keyhound
