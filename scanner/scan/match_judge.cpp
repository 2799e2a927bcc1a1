// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/match_judge.h"

#include <algorithm>

#include "scanner/filters/checksum.h"
#include "scanner/filters/entropy.h"
#include "scanner/filters/generic/assignment.h"
#include "scanner/filters/generic/code_value.h"
#include "scanner/filters/generic/reference_value.h"
#include "scanner/filters/placeholder_value.h"

namespace keyhound {
namespace {

constexpr std::size_t kLongestLine = 4096;  // bytes on each side that an allowlist sees of a line

// The lines that [start, end) stands on, cut at kLongestLine on both sides.
std::string_view lines_around(std::string_view text, std::size_t start, std::size_t end) {
  const std::size_t least = start > kLongestLine ? start - kLongestLine : 0;
  const std::size_t most = std::min(text.size(), end + kLongestLine);
  std::size_t begin = start;
  while (begin > least && text[begin - 1] != '\n') --begin;
  const std::size_t line_break = text.substr(0, most).find('\n', end);
  const std::size_t stop = line_break == std::string_view::npos ? most : line_break;
  return text.substr(begin, stop - begin);
}

bool is_password_like(const Rule& rule) {
  return rule.kind == "password" || rule.kind == "connection-string";
}

bool is_placeholder(const Rule& rule, std::string_view secret) {
  if (rule.scored != Rule::Scored::kNot) return false;  // the model looks at that
  if (rule.kind == "private-key") return false;
  return is_password_like(rule) ? is_password_reference(secret) : is_filler_token(secret);
}

// Of a score that looked at the text up to `end`.
std::uint32_t ahead_of(const Match& match, std::size_t end) {
  return static_cast<std::uint32_t>(end - match.secret_start);
}

Confidence lowered(Confidence confidence) {
  return confidence == Confidence::kHigh ? Confidence::kMedium : Confidence::kLow;
}

}  // namespace

AllowlistSubject subject_of(const Match& match, const MatchPlace& place) {
  return {secret_of(place.text, match), place.text.substr(match.start, match.end - match.start),
          lines_around(place.text, match.start, match.end), place.path, place.commit};
}

Verdict MatchJudge::judge(const Match& match, const MatchPlace& place) const {
  const Rule& rule = context_->rule(match.rule);
  Verdict verdict;
  verdict.match = match;
  verdict.confidence = rule.confidence;
  verdict.found_begin = match.secret_start;
  verdict.found_end = match.secret_end;
  if (rule.scored != Rule::Scored::kNot) judge_score(place, verdict);
  if (!verdict.dropped) verdict.dropped = drop_reason(verdict.match, place);
  if (verdict.dropped) return verdict;
  const std::string_view secret = secret_of(place.text, verdict.match);
  verdict.is_documentation = context_->is_documentation_value(match.rule, secret);
  if (verdict.is_documentation) {
    verdict.confidence = Confidence::kHigh;
    return verdict;
  }
  const auto checksum =
      rule.checksum.empty() ? std::nullopt : is_checksum_right(rule.checksum, secret);
  if (checksum) {
    verdict.confidence = *checksum ? Confidence::kHigh : lowered(rule.confidence);
    verdict.checksum_wrong = !*checksum;
  }
  return verdict;
}

void MatchJudge::note_score(std::string_view text, Match& match) const {
  const Rule& rule = context_->rule(match.rule);
  if (rule.scored == Rule::Scored::kNot || match.score.state != MatchScore::State::kUnknown) return;
  const auto assignment =
      rule.scored == Rule::Scored::kAssignment
          ? read_assignment(text, match.secret_start, match.secret_end)
          : std::optional(describe_value(text, match.secret_start, match.secret_end));
  if (!assignment) {
    match.score.state = MatchScore::State::kNoValue;
    match.score.ahead = ahead_of(match, match.secret_end + kAssignmentReach);
    return;
  }
  match.score.ahead =
      ahead_of(match, std::max(match.secret_end, assignment->value_end) + kValueReach);
  const std::size_t size = assignment->value_end - assignment->value_begin;
  match.score.value_size = static_cast<std::uint16_t>(size);
  match.score.value_begin =
      static_cast<std::int32_t>(assignment->value_begin) - static_cast<std::int32_t>(match.start);
  match.score.is_quoted = assignment->quoting != Quoting::kNone;
  const std::string_view value = text.substr(assignment->value_begin, size);
  const bool is_name_likely = assignment->is_wrapped || (assignment->op == Operator::kGroup &&
                                                         assignment->quoting == Quoting::kNone);
  if (is_code_or_nothing(text, *assignment) || is_reference(value, match.score.is_quoted) ||
      (is_name_likely && is_setting_name(value))) {
    match.score.state = MatchScore::State::kReference;
    return;
  }
  match.score.state = MatchScore::State::kScored;
  match.score.log_odds = ScoreModel::instance().local_if_hoped(generic_features(text, *assignment));
}

bool MatchJudge::take_value(Match& match) const {
  const MatchScore& score = match.score;
  if (context_->rule(match.rule).scored != Rule::Scored::kAssignment) return true;
  if (score.state == MatchScore::State::kNoValue || score.value_size == 0) return false;
  match.secret_start = match.start + static_cast<std::size_t>(score.value_begin);
  match.secret_end = match.secret_start + score.value_size;
  return true;
}

void MatchJudge::judge_score(const MatchPlace& place, Verdict& verdict) const {
  const MatchScore& noted = verdict.match.score;
  if (!take_value(verdict.match)) {
    verdict.dropped = DropReason::kNoValue;
    return;
  }
  if (noted.state == MatchScore::State::kReference) {
    verdict.dropped = DropReason::kReference;
    return;
  }
  const ScoreModel& model = ScoreModel::instance();
  verdict.score = LocalScore{noted.log_odds, noted.is_quoted};
  const bool is_path_known = !place.path.empty();
  const float log_odds =
      noted.log_odds +
      (is_path_known ? model.path_term(read_path(place.path), noted.is_quoted) : 0);
  const auto confidence = model.confidence(log_odds);
  if (is_path_known ? !confidence : model.is_hopeless(*verdict.score)) {
    verdict.dropped = DropReason::kScore;
    return;
  }
  verdict.confidence = confidence.value_or(Confidence::kLow);
}

std::optional<DropReason> MatchJudge::drop_reason(const Match& match,
                                                  const MatchPlace& place) const {
  const Rule& rule = context_->rule(match.rule);
  const std::string_view secret = secret_of(place.text, match);
  if (secret.empty()) return DropReason::kEmpty;
  if (context_->is_disabled(match.rule)) return DropReason::kDisabled;
  if (!context_->engine().applies_to_path(match.rule, place.path)) return DropReason::kPath;
  // Published samples often look like fillers; they are reported as what they are.
  if (!context_->is_documentation_value(match.rule, secret)) {
    if (rule.entropy > 0 && shannon_entropy(secret) < rule.entropy) return DropReason::kEntropy;
    if (!context_->takes_fillers(match.rule) && is_placeholder(rule, secret))
      return DropReason::kPlaceholder;
  }
  if (context_->is_allowed(match.rule, subject_of(match, place))) return DropReason::kAllowlist;
  return std::nullopt;
}

}  // namespace keyhound
