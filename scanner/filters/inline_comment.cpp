// SPDX-License-Identifier: Apache-2.0
#include "scanner/filters/inline_comment.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "scanner/base/end_date.h"
#include "scanner/filters/comment_arguments.h"
#include "scanner/filters/comment_company.h"

namespace keyhound {
namespace {

struct Marker {
  std::string_view text;
  bool is_foreign = true;
  bool is_next_line = false;  // it speaks of the line after its own
};

// None is the beginning of another.
constexpr std::array<Marker, 6> kMarkers = {{
    {"keyhound:allow", false},
    {"gitleaks:allow"},
    {"trufflehog:ignore"},
    {"pragma: allowlist secret"},
    {"pragma: whitelist secret"},
    {"pragma: allowlist nextline secret", true, true},
}};

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

// A marker is a word of its own, or stands behind a sign that begins a comment.
bool may_begin(std::string_view line, std::size_t at) {
  if (at == 0) return true;
  const std::string_view before = line.substr(0, at);
  if (before.ends_with("//") || before.ends_with("--")) return true;
  constexpr std::string_view kNever = ":/.@=&?\\-+$~";
  return !is_word(before.back()) && kNever.find(before.back()) == std::string_view::npos;
}

bool may_end(std::string_view line, std::size_t at) {
  const std::string_view after = line.substr(at);
  if (after.empty() || after.starts_with("--")) return true;
  constexpr std::string_view kNever = ":/@=&?\\-+$~";
  if (after.front() == '.') return after.size() == 1 || !is_word(after[1]);
  return !is_word(after.front()) && kNever.find(after.front()) == std::string_view::npos;
}

InlineComment read_comment(const Marker& marker, std::string_view rest) {
  InlineComment comment;
  comment.marker = marker.text;
  comment.is_foreign = marker.is_foreign;
  if (marker.is_foreign) {
    comment.reason = reason_behind_dashes(comment_text(rest));
  } else {
    read_arguments(comment_text(rest), comment);
  }
  return comment;
}

// The lines beside a place in a text.
struct Lines {
  std::string_view text;

  // The first byte of the line that holds `at`, or the nearest to it that is looked at.
  [[nodiscard]] std::size_t begin(std::size_t at) const {
    const std::size_t least = at - std::min(at, kCommentReach);
    const std::size_t newline = text.substr(least, at - least).rfind('\n');
    return newline == std::string_view::npos ? least : least + newline + 1;
  }
  [[nodiscard]] std::size_t end(std::size_t at) const {
    const std::string_view rest = text.substr(at, kCommentReach);
    return at + std::min(rest.find('\n'), rest.size());
  }
};

// Adds the comments in text[begin, end) that begin and end outside of [from, to).
void collect(std::string_view text, std::size_t begin, std::size_t end, bool is_line_before,
             std::pair<std::size_t, std::size_t> without, std::vector<InlineComment>& comments) {
  const std::string_view line = text.substr(begin, end - begin);
  std::vector<std::pair<std::size_t, const Marker*>> found;
  for (const Marker& marker : kMarkers) {
    if (marker.is_next_line != is_line_before) continue;
    for (std::size_t at = line.find(marker.text); at != std::string_view::npos;
         at = line.find(marker.text, at + 1)) {
      const std::size_t behind = at + marker.text.size();
      const bool is_inside = begin + at < without.second && begin + behind > without.first;
      if (!is_inside && may_begin(line, at) && may_end(line, behind))
        found.emplace_back(at, &marker);
    }
  }
  std::sort(found.begin(), found.end());
  for (std::size_t i = 0; i < found.size(); ++i) {
    const std::size_t behind = found[i].first + found[i].second->text.size();
    std::size_t stop = i + 1 < found.size() ? found[i + 1].first : line.size();
    if (begin + behind <= without.first) stop = std::min(stop, without.first - begin);
    comments.push_back(read_comment(*found[i].second, line.substr(behind, stop - behind)));
    comments.back().at = begin + found[i].first;
  }
}

std::vector<InlineComment> comments_near(std::string_view text, std::size_t begin, std::size_t end,
                                         std::pair<std::size_t, std::size_t> without) {
  const Lines lines{text};
  const std::size_t last = end > begin ? end - 1 : begin;
  const std::size_t first_begin = lines.begin(begin);
  const std::size_t first_end = lines.end(begin);
  std::vector<InlineComment> comments;
  if (first_begin > 0 && text[first_begin - 1] == '\n') {
    // No further than the reach: windows of long texts hold no more for certain.
    const std::size_t before =
        std::max(lines.begin(first_begin - 1), begin - std::min(begin, kCommentReach));
    collect(text, before, first_begin - 1, true, without, comments);
  }
  const std::size_t last_end = lines.end(last);
  if (last < first_end) {
    collect(text, first_begin, last_end, false, without, comments);
    return comments;
  }
  collect(text, first_begin, first_end, false, without, comments);
  const std::size_t last_begin = std::max(lines.begin(last), first_end);
  collect(text, last_begin, last_end, false, without, comments);
  return comments;
}

// For people: nothing where there is none, which is so of findings of checks.
std::string_view shown_print(const CommentedSecret& secret) {
  constexpr std::size_t kEnough = 16;
  if (secret.fingerprints.empty() || !secret.fingerprints.front().starts_with("kh1:")) return {};
  const std::string_view print = secret.fingerprints.front();
  return print.substr(0, print.rfind(':') + kEnough);
}

// Why a comment that is well and names the rule does not speak for this secret; empty: it does.
std::string objection_of(const InlineComment& comment, const CommentedSecret& secret,
                         std::size_t beside) {
  if (comment.is_foreign) return {};
  if (!comment.fingerprints.empty()) {
    for (const std::string& bound : comment.fingerprints) {
      for (const std::string& print : secret.fingerprints)
        if (print.starts_with(bound)) return {};
    }
    return fmt::format("{} is bound to {}, and does not silence another finding of {} here{}{}",
                       comment.marker, fmt::join(comment.fingerprints, ", "), secret.rule,
                       shown_print(secret).empty() ? "" : ": ", shown_print(secret));
  }
  if (beside <= comment.count) return {};
  return fmt::format(
      "{0} speaks for {1} of {2}, and {3} stand beside it, so that it silences none of them; take "
      "out what was added, or write count={3}{4} where it may stay",
      comment.marker, comment.count == 1 ? "one secret" : fmt::format("{} secrets", comment.count),
      secret.rule, beside,
      shown_print(secret).empty() ? "" : ", or the fingerprint= of each that may,");
}

// The others' comments cover their whole line, as they do in those tools.
std::string warning_of(const InlineComment& comment, const CommentedSecret& secret,
                       std::size_t beside) {
  if (!comment.is_foreign || beside <= 1) return {};
  return fmt::format(
      "{0} silences all {1} secrets of {2} on its line, also those that were added since it was "
      "written; keyhound:allow {2} count={1} is only for as many",
      comment.marker, beside, secret.rule);
}

}  // namespace

bool InlineComment::names(std::string_view rule) const {
  return is_foreign || std::any_of(rules.begin(), rules.end(), [rule](const std::string& one) {
           return one == "*" || one == rule;
         });
}

std::vector<InlineComment> comments_beside(std::string_view text, std::size_t begin,
                                           std::size_t end) {
  return comments_near(text, begin, end, {begin, end});
}

std::vector<InlineComment> comments_on_lines(std::string_view text, std::size_t begin,
                                             std::size_t end) {
  return comments_near(text, begin, end, {text.size(), text.size()});
}

CommentAnswer ask_comments(const std::vector<InlineComment>& comments,
                           const CommentedSecret& secret, Timestamp now) {
  CommentAnswer answer;
  const auto beside = [&secret](const InlineComment& comment) {
    return secret.company == nullptr ? 1 : secret.company->size(comment, secret);
  };
  for (const InlineComment& comment : comments) {
    if (!comment.problem.empty()) {
      answer.complaints.push_back(fmt::format("{} {}", comment.marker, comment.problem));
      continue;
    }
    if (!comment.names(secret.rule)) continue;
    answer.is_dated = answer.is_dated || comment.until.has_value();
    if (comment.until && *comment.until < now) {
      answer.complaints.push_back(
          fmt::format("{} ended on {} and silences nothing any more; remove it, or have it "
                      "prolonged",
                      comment.marker, format_end_date(*comment.until)));
    } else if (std::string why = objection_of(comment, secret, beside(comment)); !why.empty()) {
      answer.complaints.push_back(std::move(why));
    } else if (!answer.silenced_by) {
      answer.silenced_by = comment;
    }
  }
  if (!answer.silenced_by) return answer;
  answer.complaints.clear();
  std::string warning = warning_of(*answer.silenced_by, secret, beside(*answer.silenced_by));
  if (!warning.empty()) answer.complaints.push_back(std::move(warning));
  return answer;
}

std::string describe_comment(const InlineComment& comment) {
  std::string words = fmt::format("{} beside it", comment.marker);
  if (comment.until) words += ", until " + format_end_date(*comment.until);
  if (comment.count > 1) words += fmt::format(", for {} secrets", comment.count);
  if (!comment.fingerprints.empty())
    words += fmt::format(", for {}", fmt::join(comment.fingerprints, ", "));
  if (!comment.exception_id.empty()) words += ", exception " + comment.exception_id;
  if (!comment.reason.empty()) words += ": " + comment.reason;
  return words;
}

}  // namespace keyhound
