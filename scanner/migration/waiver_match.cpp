// SPDX-License-Identifier: Apache-2.0
#include "scanner/migration/waiver_match.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "scanner/migration/hashed_secret.h"

namespace keyhound {
namespace {

constexpr std::size_t kMostKnown = 64;          // texts that are kept
constexpr std::uint64_t kMatchBeginsAbove = 2;  // lines between a match's start and its secret

std::size_t count_lines(std::string_view text) {
  const auto breaks = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
  return breaks + (text.empty() || text.back() == '\n' ? 0 : 1);
}

// What a note in a baseline may hold.
std::string plain(std::string_view text) {
  std::string out;
  for (const char c : text.substr(0, 200))
    out += c >= ' ' && c <= '~' && c != '"' && c != '\\' ? c : '?';
  return out;
}

std::string place_of(const ForeignWaiver& waiver) {
  const std::string at = waiver.line == 0 ? "" : fmt::format(":{}", waiver.line);
  return waiver.commit.empty() ? waiver.path + at
                               : fmt::format("{:.12}:{}{}", waiver.commit, waiver.path, at);
}

}  // namespace

Result<WaiverMatcher> WaiverMatcher::create(const ScanContext& context, PlaceTexts& texts,
                                            RuleNames names) {
  KEYHOUND_TRY(TextScanner scanner, TextScanner::create(context));
  KEYHOUND_TRY(TextMatchFinder finder, TextMatchFinder::create(context));
  return WaiverMatcher(context, texts, std::move(names), std::move(scanner), std::move(finder));
}

void WaiverMatcher::add(const ForeignWaiver& waiver) {
  const auto text = text_of(waiver);
  if (!text) {
    const bool is_gone = text.error().kind == ErrorKind::kNotFound;
    note(is_gone ? MigrationNote::Kind::kNotFound : MigrationNote::Kind::kNoEquivalent, waiver,
         text.error().message, "take the entry out; a scan reports what is still there");
    return;
  }
  const std::vector<const Hit*> hits =
      waiver.secret_sha1.empty() ? hits_at_line(waiver, **text) : hashed_hits(waiver, **text);
  if (hits.empty()) explain_absence(waiver, **text);
  for (const Hit* const hit : hits) accept(waiver, *hit);
}

Result<std::string> WaiverMatcher::content_of(const ForeignWaiver& waiver) {
  if (!waiver.commit.empty()) return texts_->committed_file(waiver.commit, waiver.path);
  auto present = texts_->worktree_file(waiver.path);
  if (present || present.error().kind != ErrorKind::kNotFound) return present;
  if (auto committed = texts_->committed_file("HEAD", waiver.path)) return committed;
  return fail(ErrorKind::kNotFound, "the file is not there any more");
}

Result<const WaiverMatcher::Text*> WaiverMatcher::text_of(const ForeignWaiver& waiver) {
  const std::string key = waiver.commit + ":" + waiver.path;
  if (const auto known = known_.find(key); known != known_.end()) return known->second.get();
  KEYHOUND_TRY(std::string content, content_of(waiver));
  if (known_.size() >= kMostKnown) known_.clear();
  auto text = std::make_unique<Text>();
  text->content = std::move(content);
  text->lines = count_lines(text->content);
  KEYHOUND_TRY_STATUS(search(*text, waiver));
  return known_.emplace(key, std::move(text)).first->second.get();
}

// The credentials that a scan would report.
Status WaiverMatcher::search(Text& text, const ForeignWaiver& waiver) {
  const std::string_view path = waiver.path;
  std::vector<TextHit> found;
  KEYHOUND_TRY_STATUS(scanner_.scan(text.content, {{&path, 1}, waiver.commit}, found));
  KEYHOUND_TRY(const std::vector<PlacedMatch> matches,
               finder_.find(text.content, path, waiver.commit));
  const std::string_view content = text.content;
  for (TextHit& one : found) {
    if (one.confidence == Confidence::kLow) continue;
    const auto match = std::find_if(matches.begin(), matches.end(), [&](const PlacedMatch& other) {
      return other.rule == one.rule && other.secret_start == one.start;
    });
    Hit hit;
    if (match != matches.end()) {
      hit.secret = content.substr(match->secret_begin, match->secret_size);
      const std::size_t before = content.substr(0, match->secret_begin).rfind('\n');
      const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
      hit.line = content.substr(begin, content.find('\n', match->secret_begin) - begin);
      hit.column = match->secret_begin - begin;
    }
    hit.hit = std::move(one);
    text.hits.push_back(std::move(hit));
  }
  return {};
}

// By the secret itself, wherever it stands in the file. What the hash is of may be a small part of
// it, like the first line of a private key: then the line must be right too.
std::vector<const WaiverMatcher::Hit*> WaiverMatcher::hashed_hits(const ForeignWaiver& waiver,
                                                                  const Text& text) const {
  std::vector<const Hit*> found;
  for (const Hit& hit : text.hits)
    if (has_sha1(hit.secret, waiver.secret_sha1)) found.push_back(&hit);
  if (!found.empty()) return found;
  for (const Hit& hit : text.hits) {
    if (hit.secret.empty()) continue;
    const std::size_t end = std::min(hit.line.size(), hit.column + hit.secret.size());
    const auto size = hashed_part(hit.line, hit.column, end, waiver.secret_sha1);
    const bool is_at_line = hit.hit.start.line == waiver.line;
    if (size && (is_at_line || 2 * *size >= hit.secret.size())) found.push_back(&hit);
  }
  return found;
}

bool WaiverMatcher::is_named(const ForeignWaiver& waiver, const Hit& hit) const {
  std::vector<std::string> ids = names_(waiver.rule);
  ids.push_back(waiver.rule);
  const auto is_one = [&](std::uint32_t rule) {
    return std::find(ids.begin(), ids.end(), context_->rule(rule).id) != ids.end();
  };
  const auto& others = hit.hit.also_matched;
  return is_one(hit.hit.rule) || std::any_of(others.begin(), others.end(), is_one);
}

// Those of the rule on the line of the match, or a little below, where the secret of a longer match
// begins; else the only one on the line.
std::vector<const WaiverMatcher::Hit*> WaiverMatcher::hits_at_line(const ForeignWaiver& waiver,
                                                                   const Text& text) const {
  if (waiver.line == 0) return {};
  std::vector<const Hit*> on_line;
  std::vector<const Hit*> named;
  std::vector<const Hit*> named_below;
  std::set<std::string> fingerprints;
  for (const Hit& hit : text.hits) {
    const std::uint64_t first = hit.hit.start.line;
    if (first <= waiver.end_line && hit.hit.end.line >= waiver.line) {
      on_line.push_back(&hit);
      fingerprints.insert(hit.hit.fingerprint.short_form());
      if (is_named(waiver, hit)) named.push_back(&hit);
    } else if (first > waiver.end_line && first <= waiver.end_line + kMatchBeginsAbove &&
               is_named(waiver, hit)) {
      named_below.push_back(&hit);
    }
  }
  if (!named.empty()) return named;
  if (on_line.empty()) return named_below;
  return fingerprints.size() == 1 ? on_line : std::vector<const Hit*>();
}

void WaiverMatcher::explain_absence(const ForeignWaiver& waiver, const Text& text) {
  if (waiver.line == 0) {
    note(
        MigrationNote::Kind::kNotFound, waiver,
        waiver.secret_sha1.empty() ? "the entry names no line" : "the secret is not there any more",
        "take the entry out; a scan reports what is still there");
    return;
  }
  const bool is_line_there = waiver.line <= text.lines;
  if (!is_line_there) {
    note(MigrationNote::Kind::kNotFound, waiver,
         fmt::format("the file has {} line{}", text.lines, text.lines == 1 ? "" : "s"),
         "take the entry out; a scan reports what is still there");
    return;
  }
  const bool has_hits = std::any_of(text.hits.begin(), text.hits.end(), [&waiver](const Hit& hit) {
    return hit.hit.start.line <= waiver.end_line && hit.hit.end.line >= waiver.line;
  });
  if (has_hits) {
    note(
        MigrationNote::Kind::kNotFound, waiver,
        waiver.secret_sha1.empty() ? "several secrets stand on the line, and none is of this rule"
                                   : "another secret stands on the line by now",
        "look at it with 'keyhound explain', and accept it by its fingerprint where that is right");
    return;
  }
  note(MigrationNote::Kind::kRemark, waiver, "a scan finds nothing there, so it needs no entry",
       "");
}

void WaiverMatcher::note(MigrationNote::Kind kind, const ForeignWaiver& waiver,
                         const std::string& message, const std::string& next_step) {
  notes_.push_back({kind, waiver.place,
                    fmt::format("{} at {}: {}", waiver.rule, place_of(waiver), message),
                    next_step});
}

void WaiverMatcher::accept(const ForeignWaiver& waiver, const Hit& hit) {
  BaselineEntry entry;
  entry.fingerprint = hit.hit.fingerprint.short_form();
  entry.rule_id = context_->rule(hit.hit.rule).id;
  entry.verdict = waiver.verdict;
  entry.note = plain(fmt::format("{}: {}", waiver.tool, place_of(waiver)));
  const auto [known, is_new] = entries_.try_emplace({entry.fingerprint, entry.rule_id}, entry);
  // One waiver that calls it a secret outweighs those that do not.
  if (!is_new && waiver.verdict == "accepted") known->second.verdict = waiver.verdict;
}

std::vector<BaselineEntry> WaiverMatcher::entries() const {
  std::vector<BaselineEntry> sorted;
  for (const auto& [key, entry] : entries_) sorted.push_back(entry);
  return sorted;
}

}  // namespace keyhound
