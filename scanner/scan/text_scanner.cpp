// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/text_scanner.h"

#include <algorithm>
#include <iterator>
#include <tuple>

#include "scanner/base/utf8.h"
#include "scanner/decode/identity.h"
#include "scanner/decode/private_key.h"
#include "scanner/model/cut_secret.h"
#include "scanner/model/redaction.h"
#include "scanner/scan/companion_pairs.h"

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

std::string shown_path(const TextOrigin& origin, std::size_t index) {
  std::string path(origin.paths[index]);
  if (!origin.entry.empty()) path.append("!").append(origin.entry);
  return path;
}

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
  KEYHOUND_TRY_STATUS(encoded_search_.find(matcher_, piece, encoded_));
  core_begin_ = core_begin;
  core_end_ = core_end + (core_end == piece.size() ? 1 : 0);  // an empty secret at the end
  judge_piece(piece, matches_, encoded_, core_begin, core_end, start, origin, hits);
  return {};
}

Status TextScanner::find(std::string_view text, SearchedText& found) {
  KEYHOUND_TRY_STATUS(matcher_.find(text, found.plain));
  return encoded_search_.find(matcher_, text, found.encoded);
}

Status TextScanner::find_derived(std::string_view text, const SearchedText& base,
                                 std::span<const CopiedRange> copied, SearchedText& found) {
  KEYHOUND_TRY_STATUS(matcher_.find_derived(text, base.plain, copied, found.plain));
  return encoded_search_.find_derived(matcher_, text, base.encoded, base.plain.size, copied,
                                      found.encoded);
}

void TextScanner::judge(std::string_view text, SearchedText& found, const TextOrigin& origin,
                        std::vector<TextHit>& hits) {
  hits.clear();
  core_begin_ = 0;
  core_end_ = text.size() + 1;
  judge_piece(text, found.plain.matches, found.encoded, 0, text.size(), {}, origin, hits);
}

void TextScanner::judge_piece(std::string_view piece, std::span<Match> matches,
                              std::span<const EncodedMatches> encoded, std::size_t core_begin,
                              std::size_t core_end, SourcePosition start, const TextOrigin& origin,
                              std::vector<TextHit>& hits) {
  if (matches.empty() && encoded.empty()) return;
  for (std::uint32_t i = 0; i < origin.paths.size(); ++i) {
    const auto first = static_cast<std::ptrdiff_t>(hits.size());
    const std::string path = rule_path(origin, i);
    judge_decoded(piece, encoded, path, origin.commit);
    filter_matches(piece, matches, path, origin.commit);
    settle_decoded();
    append_hits(piece, core_begin, core_end, start, origin, i, path, hits);
    if (log_)
      log_->settle(*context_, {piece, path, origin.commit, true, &comments_.company()}, start,
                   origin.entry);
    if (decoded_hits_.empty()) continue;
    append_decoded_hits(piece, core_begin, core_end, start, origin, i, hits);
    std::stable_sort(hits.begin() + first, hits.end(), [](const TextHit& a, const TextHit& b) {
      return std::tie(a.start, a.end, a.rule) < std::tie(b.start, b.end, b.rule);
    });
  }
}

void TextScanner::filter_matches(std::string_view text, std::span<Match> matches,
                                 std::string_view path, std::string_view commit) {
  candidates_.clear();
  for (Match& match : matches) {
    judge_.note_score(text, match);
    const Verdict verdict = judge_.judge(match, {text, path, commit});
    if (verdict.dropped) {
      count_drop(*verdict.dropped, verdict.match);
      if (log_ && !is_decoded_ && is_in_core(verdict.match)) log_->note(verdict);
    } else {
      candidates_.push_back(verdict);
    }
  }
}

void TextScanner::count_drop(DropReason reason, const Match& match) {
  if (!counts_drops_ || !is_in_core(match)) return;
  ++drops_[static_cast<std::size_t>(reason)];
}

void TextScanner::settle_winners(std::string_view text, SourcePosition start) {
  choose_winners(context_->engine(), candidates_, winners_,
                 [this](const Verdict& loser, const Verdict& winner) {
                   count_drop(DropReason::kOverlap, loser.match);
                   if (log_ && is_in_core(loser.match))
                     log_->note_outdone(loser, context_->rule(winner.match.rule));
                 });
  pair_companions(*context_, text, winners_);
  std::size_t known = 0;  // `start` is the position of this byte
  for (auto& [secret_start, winner] : winners_) {
    const std::size_t cut = sequence_start(text, secret_start);
    start = advance(start, text.substr(known, cut - known));
    known = cut;
    winner.start = advance(start, text.substr(known, secret_start - known));
    winner.end = advance(winner.start, secret_of(text, winner.best->match));
    auto& others = winner.also_matched;
    std::sort(others.begin(), others.end());
    others.erase(std::unique(others.begin(), others.end()), others.end());
  }
}

void TextScanner::append_hits(std::string_view text, std::size_t core_begin, std::size_t core_end,
                              SourcePosition start, const TextOrigin& origin,
                              std::uint32_t path_index, std::string_view path,
                              std::vector<TextHit>& hits) {
  settle_winners(text, start);
  if (origin.has_comments) silence_winners(text, origin, path_index);
  for (const auto& [secret_start, winner] : winners_) {
    if (secret_start < core_begin || secret_start >= core_end || winner.part_of != nullptr)
      continue;
    hits.push_back(hit_of(text, winner, path));
    hits.back().path = path_index;
    const std::string where =
        origin.blob.empty() ? shown_path(origin, path_index) : std::string(origin.blob);
    keep_secret(text, winner, hits.back(), {where, winner.start});
  }
}

void move_down(TextHit& hit, std::uint64_t lines) {
  hit.start.line += lines;
  hit.end.line += lines;
  for (HitPart& part : hit.parts) {
    part.start.line += lines;
    part.end.line += lines;
  }
}

SharedHit hit_at_path(const SharedHit& hit, std::string_view path) {
  if (!hit->score || hit->is_path_known) return hit;
  const ScoreModel& model = ScoreModel::instance();
  const auto confidence = model.confidence(hit->score->log_odds +
                                           model.path_term(read_path(path), hit->score->is_quoted));
  if (!confidence) return nullptr;
  if (*confidence == hit->confidence) return hit;
  TextHit placed = *hit;
  placed.confidence = *confidence;
  placed.is_path_known = true;
  return share(std::move(placed));
}

TextHit TextScanner::hit_of(std::string_view text, const Winner& winner,
                            std::string_view path) const {
  const Match& match = winner.best->match;
  const std::string_view secret = secret_of(text, match);
  TextHit hit;
  hit.rule = match.rule;
  hit.confidence = winner.best->confidence;
  hit.checksum_wrong = winner.best->checksum_wrong;
  hit.is_documentation = winner.best->is_documentation;
  hit.score = winner.best->score;
  hit.is_path_known = !path.empty();
  hit.start = winner.start;
  hit.end = winner.end;
  const std::string& family = context_->rule(match.rule).family;
  hit.fingerprint = fingerprint(context_->key(), family, secret);
  for (const FingerprintKey& key : context_->previous_keys())
    hit.previous_fingerprints.push_back(fingerprint(key, family, secret).short_form());
  hit.secret_redacted = redact(secret);
  hit.identity = identity_of(text, match);
  hit.also_matched = winner.also_matched;
  if (winner.companions.empty()) return hit;
  hit.confidence = raised(hit.confidence);
  hit.parts.push_back({hit.rule, hit.start, hit.end});
  for (const Winner* companion : winner.companions) {
    hit.parts.push_back({companion->best->match.rule, companion->start, companion->end});
    for (auto& pair : identity_of(text, companion->best->match))
      hit.identity.push_back(std::move(pair));
  }
  std::sort(hit.parts.begin(), hit.parts.end(),
            [](const HitPart& x, const HitPart& y) { return x.start < y.start; });
  return hit;
}

// Published samples are nobody's: there is nothing to ask about them.
void TextScanner::keep_secret(std::string_view text, const Winner& winner, const TextHit& hit,
                              const KeptPlace& place) const {
  SecretKeeper* const keeper = context_->settings().keeper;
  if (keeper == nullptr || hit.is_documentation) return;
  CredentialParts parts;
  const Match& match = winner.best->match;
  parts.secret = secret_of(text, match);
  for (const Winner* companion : winner.companions) {
    const Match& other = companion->best->match;
    parts.parts.emplace(context_->rule(other.rule).id, secret_of(text, other));
  }
  parts.identity.insert(hit.identity.begin(), hit.identity.end());
  if (context_->rule(hit.rule).kind == "connection-string" &&
      may_be_cut(text.substr(match.start, match.secret_start - match.start),
                 text.substr(match.secret_end)))
    parts.identity.emplace(kMayBeCut, "true");
  keeper->keep(context_->rule(hit.rule).id, hit.fingerprint, std::move(parts), place);
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
  if (!matcher_.find(text, matches_) || !encoded_search_.find(matcher_, text, encoded_))
    return std::string(text);
  if (matches_.empty() && encoded_.empty()) return std::string(text);
  std::erase_if(matches_, [&](Match& match) {
    judge_.note_score(text, match);
    return !judge_.take_value(match) || is_public(text, match);
  });
  for (const EncodedMatches& one : encoded_) {
    const auto [begin, end] = std::pair(one.region.begin, one.region.end);
    matches_.push_back({0, begin, end, begin, end, {}});
  }
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
