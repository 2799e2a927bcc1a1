// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/text_scanner.h"

#include <algorithm>
#include <iterator>

#include "scanner/base/utf8.h"
#include "scanner/decode/identity.h"
#include "scanner/decode/private_key.h"
#include "scanner/model/redaction.h"

namespace keyhound {
namespace {

// The path that rules and allowlists see.
std::string rule_path(const TextOrigin& origin, std::size_t index) {
  std::string path(origin.paths[index]);
  if (origin.entry.empty()) return path;
  path += '!';
  path += origin.entry;
  std::replace(path.begin(), path.end(), '!', '/');
  return path;
}

}  // namespace

Result<TextScanner> TextScanner::create(const ScanContext& context) {
  KEYHOUND_TRY(Matcher matcher, Matcher::create(context.engine()));
  return TextScanner(context, std::move(matcher));
}

Status TextScanner::scan(std::string_view text, const TextOrigin& origin,
                         std::vector<TextHit>& hits) {
  hits.clear();
  return scan_piece(text, 0, text.size(), {}, origin, hits);
}

Status TextScanner::scan_piece(std::string_view piece, std::size_t core_begin, std::size_t core_end,
                               SourcePosition start, const TextOrigin& origin,
                               std::vector<TextHit>& hits) {
  KEYHOUND_TRY_STATUS(matcher_.find(piece, matches_));
  if (matches_.empty()) return {};
  for (std::uint32_t i = 0; i < origin.paths.size(); ++i) {
    const std::string path = rule_path(origin, i);
    filter_matches(piece, matches_, path, origin.commit);
    append_hits(piece, core_begin, core_end, start, i, path, hits);
  }
  return {};
}

void TextScanner::judge(std::string_view text, std::span<Match> matches, const TextOrigin& origin,
                        std::vector<TextHit>& hits) {
  hits.clear();
  if (matches.empty()) return;
  for (std::uint32_t i = 0; i < origin.paths.size(); ++i) {
    const std::string path = rule_path(origin, i);
    filter_matches(text, matches, path, origin.commit);
    append_hits(text, 0, text.size(), {}, i, path, hits);
  }
}

void TextScanner::filter_matches(std::string_view text, std::span<Match> matches,
                                 std::string_view path, std::string_view commit) {
  candidates_.clear();
  for (Match& match : matches) {
    judge_.note_score(text, match);
    const Verdict verdict = judge_.judge(match, {text, path, commit});
    if (verdict.dropped) {
      ++drops_[static_cast<std::size_t>(*verdict.dropped)];
    } else {
      candidates_.push_back(verdict);
    }
  }
  // A match of at most the same bytes by a more specific rule comes first.
  std::sort(candidates_.begin(), candidates_.end(), [this](const Verdict& a, const Verdict& b) {
    const std::uint32_t specific_a = context_->engine().specificity(a.match.rule);
    const std::uint32_t specific_b = context_->engine().specificity(b.match.rule);
    if (specific_a != specific_b) return specific_a > specific_b;
    const std::size_t length_a = a.match.secret_end - a.match.secret_start;
    const std::size_t length_b = b.match.secret_end - b.match.secret_start;
    if (length_a != length_b) return length_a > length_b;
    return a.match < b.match;
  });
}

void TextScanner::choose_winners() {
  winners_.clear();
  for (const Verdict& candidate : candidates_) {
    const Match& match = candidate.match;
    // Winners do not overlap, so only the one before and the one behind the start can be in the
    // way.
    auto other = winners_.upper_bound(match.secret_start);
    if (other != winners_.begin() &&
        std::prev(other)->second.best->match.secret_end > match.secret_start) {
      --other;
    }
    if (other == winners_.end() || other->first >= match.secret_end) {
      winners_.emplace(match.secret_start, Winner{&candidate, {}});
    } else if (other->second.best->match.rule != match.rule) {
      other->second.also_matched.push_back(match.rule);
    }
  }
}

void TextScanner::append_hits(std::string_view text, std::size_t core_begin, std::size_t core_end,
                              SourcePosition start, std::uint32_t path_index, std::string_view path,
                              std::vector<TextHit>& hits) {
  choose_winners();
  const bool is_path_known = !path.empty();
  std::size_t known = 0;  // `start` is the position of this byte
  for (auto& [secret_start, winner] : winners_) {
    if (secret_start < core_begin || secret_start >= core_end) continue;
    const Match& match = winner.best->match;
    const std::string_view secret = secret_of(text, match);
    const std::size_t cut = sequence_start(text, secret_start);
    start = advance(start, text.substr(known, cut - known));
    known = cut;
    TextHit hit;
    hit.rule = match.rule;
    hit.path = path_index;
    hit.confidence = winner.best->confidence;
    hit.checksum_wrong = winner.best->checksum_wrong;
    hit.is_documentation = winner.best->is_documentation;
    hit.score = winner.best->score;
    hit.is_path_known = is_path_known;
    hit.start = advance(start, text.substr(known, secret_start - known));
    hit.end = advance(hit.start, secret);
    hit.fingerprint = fingerprint(context_->key(), context_->rule(match.rule).family, secret);
    hit.secret_redacted = redact(secret);
    hit.identity = identity_of(text, match);
    auto& others = winner.also_matched;
    std::sort(others.begin(), others.end());
    others.erase(std::unique(others.begin(), others.end()), others.end());
    hit.also_matched = std::move(others);
    hits.push_back(std::move(hit));
  }
}

std::optional<TextHit> hit_at_path(const TextHit& hit, std::string_view path) {
  if (!hit.score || hit.is_path_known) return hit;
  const ScoreModel& model = ScoreModel::instance();
  const auto confidence = model.confidence(hit.score->log_odds +
                                           model.path_term(read_path(path), hit.score->is_quoted));
  if (!confidence) return std::nullopt;
  TextHit placed = hit;
  placed.confidence = *confidence;
  placed.is_path_known = true;
  return placed;
}

// The public half that the match shows, or that follows from a private key.
std::vector<std::pair<std::string, std::string>> TextScanner::identity_of(
    std::string_view text, const Match& match) const {
  auto identity = context_->engine().identity(text, match);
  if (context_->rule(match.rule).kind == "private-key") {
    for (std::string& print : public_key_fingerprints(secret_of(text, match))) {
      identity.emplace_back("public_key", std::move(print));
    }
  }
  const std::string& decoder = context_->rule(match.rule).reveals;
  if (decoder.empty()) return identity;
  const IdentitySource source{secret_of(text, match),
                              text.substr(match.start, match.end - match.start),
                              run_around(text, match.start, match.end)};
  for (auto& pair : revealed_identity(decoder, source)) {
    if (std::find(identity.begin(), identity.end(), pair) == identity.end()) {
      identity.push_back(std::move(pair));
    }
  }
  return identity;
}

// An access key id is what a rule finds and its public half at once.
bool TextScanner::is_public(std::string_view text, const Match& match) const {
  const auto identity = context_->engine().identity(text, match);
  const std::string_view secret = secret_of(text, match);
  return std::any_of(identity.begin(), identity.end(),
                     [secret](const auto& pair) { return pair.second == secret; });
}

std::string TextScanner::redact_secrets(std::string_view text) {
  if (!matcher_.find(text, matches_) || matches_.empty()) return std::string(text);
  std::erase_if(matches_, [&](Match& match) {
    judge_.note_score(text, match);
    return !judge_.take_value(match) || is_public(text, match);
  });
  std::sort(matches_.begin(), matches_.end(),
            [](const Match& a, const Match& b) { return a.secret_start < b.secret_start; });
  std::string out;
  std::size_t done = 0;
  for (std::size_t i = 0; i < matches_.size();) {
    // Secrets that overlap are one: what reaches beyond the first must not stay.
    const std::size_t begin = matches_[i].secret_start;
    std::size_t end = matches_[i].secret_end;
    for (++i; i < matches_.size() && matches_[i].secret_start < end; ++i)
      end = std::max(end, matches_[i].secret_end);
    out += text.substr(done, begin - done);
    out += redact(text.substr(begin, end - begin));
    done = end;
  }
  out += text.substr(done);
  return out;
}

}  // namespace keyhound
