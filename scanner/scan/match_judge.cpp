// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/match_judge.h"

#include <algorithm>

#include "scanner/filters/checksum.h"
#include "scanner/filters/entropy.h"
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
  if (rule.kind == "private-key") return false;
  return is_password_like(rule) ? is_password_reference(secret) : is_filler_token(secret);
}

Confidence lowered(Confidence confidence) {
  return confidence == Confidence::kHigh ? Confidence::kMedium : Confidence::kLow;
}

}  // namespace

std::string_view to_string(DropReason reason) {
  constexpr std::array<std::string_view, kDropReasons> kNames = {
      "empty", "other-path", "low-entropy", "placeholder", "allowlist"};
  return kNames[static_cast<std::size_t>(reason)];
}

Verdict MatchJudge::judge(const Match& match, const MatchPlace& place) const {
  const Rule& rule = context_->rule(match.rule);
  Verdict verdict{match, drop_reason(match, place), rule.confidence, false, false};
  if (verdict.dropped) return verdict;
  verdict.is_documentation =
      context_->is_documentation_value(match.rule, secret_of(place.text, match));
  if (verdict.is_documentation) {
    verdict.confidence = Confidence::kHigh;
    return verdict;
  }
  const auto checksum = rule.checksum.empty()
                            ? std::nullopt
                            : is_checksum_right(rule.checksum, secret_of(place.text, match));
  if (checksum) {
    verdict.confidence = *checksum ? Confidence::kHigh : lowered(rule.confidence);
    verdict.checksum_wrong = !*checksum;
  }
  return verdict;
}

std::optional<DropReason> MatchJudge::drop_reason(const Match& match,
                                                  const MatchPlace& place) const {
  const Rule& rule = context_->rule(match.rule);
  const std::string_view secret = secret_of(place.text, match);
  if (secret.empty()) return DropReason::kEmpty;
  if (!context_->engine().applies_to_path(match.rule, place.path)) return DropReason::kPath;
  // Published samples often look like fillers; they are reported as what they are.
  if (!context_->is_documentation_value(match.rule, secret)) {
    if (rule.entropy > 0 && shannon_entropy(secret) < rule.entropy) return DropReason::kEntropy;
    if (is_placeholder(rule, secret)) return DropReason::kPlaceholder;
  }
  const AllowlistSubject subject{secret, place.text.substr(match.start, match.end - match.start),
                                 lines_around(place.text, match.start, match.end), place.path,
                                 place.commit};
  if (context_->is_allowed(match.rule, subject)) return DropReason::kAllowlist;
  return std::nullopt;
}

}  // namespace keyhound
