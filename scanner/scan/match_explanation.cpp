// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/match_explanation.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "scanner/filters/entropy.h"
#include "scanner/filters/generic/score_model.h"
#include "scanner/model/redaction.h"
#include "scanner/scan/comment_judge.h"

namespace keyhound {
namespace {

// Collects checks until one is that which dropped the match.
class Checks {
 public:
  explicit Checks(const Verdict& verdict) : verdict_(verdict) {}

  // The filter that `reason` stands for; `applies`: the rule asks for it at all.
  void ask(DropReason reason, bool applies, std::string_view name, std::string detail) {
    if (is_over_) return;
    const bool is_culprit = verdict_.dropped == reason;
    is_over_ = is_culprit;
    if (!applies && !is_culprit) return;
    checks_.push_back({std::string(name),
                       is_culprit ? CheckOutcome::kDropped : CheckOutcome::kPassed,
                       std::move(detail)});
  }
  void note(std::string_view name, CheckOutcome outcome, std::string detail) {
    if (!is_over_) checks_.push_back({std::string(name), outcome, std::move(detail)});
  }
  [[nodiscard]] bool is_over() const { return is_over_; }
  std::vector<CandidateCheck> take() { return std::move(checks_); }

 private:
  const Verdict& verdict_;
  bool is_over_ = false;
  std::vector<CandidateCheck> checks_;
};

std::string allowlist_detail(const ScanContext& context, const Verdict& verdict,
                             const MatchPlace& place) {
  if (verdict.dropped != DropReason::kAllowlist) return "no allowlist names it";
  const Allowlist* const list =
      context.allowlist_for(verdict.match.rule, subject_of(verdict.match, place));
  if (list == nullptr || list->description.empty()) return "an allowlist without a description";
  return list->description;
}

// What the comments beside it say: also where they silence nothing.
void ask_about_comments(const ScanContext& context, const Verdict& verdict, const MatchPlace& place,
                        Checks& checks) {
  const ScanSettings& settings = context.settings();
  const bool is_asked = !verdict.dropped || verdict.dropped == DropReason::kSuppressed;
  if (!is_asked || !place.has_comments || !settings.reads_comments) return;
  const Match& match = verdict.match;
  const auto comments = comments_beside(place.text, match.secret_start, match.secret_end);
  const std::string& rule = context.rule(match.rule).id;
  if (comments.empty()) return;
  const CommentAnswer answer =
      ask_comments(comments,
                   {rule, fingerprints_of(context, match.rule, secret_of(place.text, match)),
                    is_sure(verdict.confidence, verdict.score), place.company},
                   settings.now);
  if (answer.silenced_by) {
    checks.ask(DropReason::kSuppressed, false, "comment", describe_comment(*answer.silenced_by));
    return;
  }
  for (const std::string& one : answer.complaints)
    checks.note("comment", CheckOutcome::kPassed, one);
  if (answer.complaints.empty()) {
    checks.note(
        "comment", CheckOutcome::kPassed,
        fmt::format("{} beside it is not about the rule {}", comments.front().marker, rule));
  }
}

std::string_view asked_keywords(const Rule& rule) {
  return rule.keywords.size() == 1 ? "the keyword stands near: " : "one of these stands near: ";
}

}  // namespace

std::vector<CandidateCheck> explain_verdict(const ScanContext& context, const Verdict& verdict,
                                            const MatchPlace& place) {
  const Rule& rule = context.rule(verdict.match.rule);
  const std::string_view secret = secret_of(place.text, verdict.match);
  Checks checks(verdict);
  if (!rule.keywords.empty()) {
    checks.note("keyword", CheckOutcome::kPassed,
                fmt::format("{}{}", asked_keywords(rule), fmt::join(rule.keywords, ", ")));
  }
  checks.ask(DropReason::kEmpty, false, "secret", "the secret is empty");
  checks.ask(DropReason::kPath, !rule.path.empty(), "path",
             fmt::format("the rule is for paths that match {}", rule.path));
  checks.ask(DropReason::kEntropy, rule.entropy > 0, "entropy",
             fmt::format("{:.2f} bits a character; at least {:.2f} are asked for",
                         shannon_entropy(secret), rule.entropy));
  checks.ask(DropReason::kPlaceholder,
             rule.kind != "private-key" && rule.scored == Rule::Scored::kNot, "placeholder",
             verdict.dropped == DropReason::kPlaceholder ? "a filler, or a reference to a secret"
                                                         : "no filler and no reference");
  checks.ask(DropReason::kAllowlist,
             !rule.allowlists.empty() || !context.engine().common().allowlists.empty() ||
                 !context.settings().allowlists.empty(),
             "allowlist", allowlist_detail(context, verdict, place));
  if (verdict.score && !verdict.dropped) {
    checks.note(
        "score", CheckOutcome::kPassed,
        fmt::format("the model's log-odds are {:.2f} before the path", verdict.score->log_odds));
  }
  ask_about_comments(context, verdict, place, checks);
  // A reason that has no words of its own yet.
  if (verdict.dropped && !checks.is_over()) {
    checks.note(to_string(*verdict.dropped), CheckOutcome::kDropped,
                std::string(describe(*verdict.dropped)));
  } else if (verdict.is_documentation) {
    checks.note("documentation", CheckOutcome::kLowered, "a published sample: severity info");
  } else if (!rule.checksum.empty()) {
    checks.note("checksum", verdict.checksum_wrong ? CheckOutcome::kLowered : CheckOutcome::kRaised,
                fmt::format("{}: {}", rule.checksum, verdict.checksum_wrong ? "wrong" : "right"));
  }
  return checks.take();
}

std::vector<CandidateFeature> explain_score(const ScanContext& context, const Verdict& verdict,
                                            const MatchPlace& place) {
  std::vector<CandidateFeature> explained;
  if (!verdict.score) return explained;
  const bool is_assigned = context.rule(verdict.match.rule).scored == Rule::Scored::kAssignment;
  const auto assignment =
      is_assigned
          ? read_assignment(place.text, verdict.found_begin, verdict.found_end)
          : std::optional(describe_value(place.text, verdict.found_begin, verdict.found_end));
  if (!assignment) return explained;
  const GenericFeatures features = generic_features(place.text, *assignment);
  const auto parts = ScoreModel::instance().contributions(features);
  const auto names = generic_feature_names();
  for (std::size_t i = 0; i < kGenericFeatures; ++i) {
    if (parts[i] != 0) explained.push_back({std::string(names[i]), features[i], parts[i]});
  }
  if (!place.path.empty()) {
    const float term =
        ScoreModel::instance().path_term(read_path(place.path), verdict.score->is_quoted);
    explained.push_back({"path", 1, term});
  }
  std::stable_sort(explained.begin(), explained.end(),
                   [](const CandidateFeature& a, const CandidateFeature& b) {
                     return std::abs(a.contribution) > std::abs(b.contribution);
                   });
  return explained;
}

void note_comment(Candidate& candidate, const InlineComment& comment) {
  candidate.dropped = DropReason::kSuppressed;
  candidate.checks.push_back({"comment", CheckOutcome::kDropped, describe_comment(comment)});
}

void note_overlap(Candidate& candidate, const Rule& winner) {
  candidate.dropped = DropReason::kOverlap;
  candidate.checks.push_back({"overlap", CheckOutcome::kDropped,
                              fmt::format("outdone by {}, which is more specific", winner.id)});
}

Candidate candidate_of(const ScanContext& context, const Verdict& verdict,
                       const MatchPlace& place) {
  const Rule& rule = context.rule(verdict.match.rule);
  Candidate candidate;
  candidate.rule_id = rule.id;
  candidate.title = rule.description;
  candidate.trigger = context.engine().trigger(verdict.match.rule);
  candidate.secret_redacted = redact(secret_of(place.text, verdict.match));
  candidate.dropped = verdict.dropped;
  candidate.confidence = verdict.confidence;
  candidate.checks = explain_verdict(context, verdict, place);
  return candidate;
}

}  // namespace keyhound
