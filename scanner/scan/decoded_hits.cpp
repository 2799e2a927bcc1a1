// SPDX-License-Identifier: Apache-2.0
// TextScanner, the part that is about encoded text: from regions with matches in what they hold to
// hits at the place of the encoded text.
#include <algorithm>
#include <limits>
#include <map>
#include <utility>

#include "scanner/base/utf8.h"
#include "scanner/scan/text_scanner.h"

namespace keyhound {

// Judges the matches in each decoded text like those of any text.
class TextScanner::DecodedJudge final : public DecodedTextVisitor {
 public:
  DecodedJudge(TextScanner& scanner, std::string_view path, std::string_view commit)
      : scanner_(scanner), path_(path), commit_(commit) {}

  void on_text(const DecodedText& text) override {
    // The search has matched the same text; what failed there is an error already.
    if (!scanner_.matcher_.find(text.text, matches_)) return;
    std::erase_if(matches_,
                  [&](const Match& match) { return !is_trusted(*scanner_.context_, text, match); });
    if (matches_.empty()) return;
    scanner_.filter_matches(text.text, matches_, path_, commit_);
    std::erase_if(scanner_.candidates_,
                  [&](const Verdict& candidate) { return !is_decoded(text, candidate.match); });
    choose_winners(scanner_.context_->engine(), scanner_.candidates_, scanner_.winners_,
                   [this](const Verdict& loser, const Verdict& /*winner*/) {
                     scanner_.count_drop(DropReason::kOverlap, loser.match);
                   });
    for (auto& [start, winner] : scanner_.winners_) add(text, winner);
  }

 private:
  void add(const DecodedText& text, Winner& winner) {
    const Match& match = winner.best->match;
    DecodedHit found;
    found.hit = scanner_.hit_of(text.text, winner, path_);
    scanner_.keep_secret(text.text, winner, found.hit, {});
    found.hit.encoding = text.encoding;
    const auto place = scanner_.decode_walk_.place_of(match.secret_start - text.begin,
                                                      match.secret_end - text.begin);
    found.begin = place.begin;
    found.end = place.end;
    found.is_exact = place.begin != text.place_begin || place.end != text.place_end;
    scanner_.decoded_hits_.push_back(std::move(found));
  }

  TextScanner& scanner_;
  std::string_view path_;
  std::string_view commit_;
  std::vector<Match> matches_;
};

void TextScanner::judge_decoded(std::string_view text, std::span<const EncodedMatches> encoded,
                                std::string_view path, std::string_view commit) {
  decoded_hits_.clear();
  if (encoded.empty()) return;
  DecodedJudge judge(*this, path, commit);
  // Drops are counted for regions of this piece; places within a decoded text are its own.
  const std::size_t core_begin = std::exchange(core_begin_, 0);
  const std::size_t core_end = core_end_;
  is_decoded_ = true;
  for (const EncodedMatches& one : encoded) {
    const bool is_here = one.region.begin >= core_begin && one.region.begin < core_end;
    core_end_ = is_here ? std::numeric_limits<std::size_t>::max() : 0;
    decode_walk_.walk(text, one.region, judge);
  }
  is_decoded_ = false;
  core_begin_ = core_begin;
  core_end_ = core_end;
  // What is decoded in two ways, at the same place or one within the other, is one.
  auto& hits = decoded_hits_;
  std::stable_sort(hits.begin(), hits.end(), [](const DecodedHit& a, const DecodedHit& b) {
    return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
  });
  std::map<std::pair<std::uint32_t, std::vector<std::uint8_t>>, std::size_t> ends;
  std::erase_if(hits, [&ends](const DecodedHit& one) {
    const auto [end, is_new] = ends.try_emplace({one.hit.rule, one.hit.fingerprint.mac}, one.end);
    const bool is_known = !is_new && one.begin < end->second;
    end->second = std::max(end->second, one.end);
    return is_known;
  });
}

void TextScanner::settle_decoded() {
  if (decoded_hits_.empty()) return;
  std::vector<EncodedPlace> places;
  for (const DecodedHit& one : decoded_hits_)
    places.push_back({one.begin, one.end, one.is_exact, one.hit.rule});
  settle_encoded(context_->engine(), places, candidates_,
                 [this](const Verdict& loser, std::size_t place) {
                   TextHit& hit = decoded_hits_[place].hit;
                   if (hit.rule != loser.match.rule) hit.also_matched.push_back(loser.match.rule);
                 });
  std::size_t index = 0;
  std::erase_if(decoded_hits_,
                [&](const DecodedHit& /*one*/) { return places[index++].is_outdone; });
}

void TextScanner::append_decoded_hits(std::string_view text, std::size_t core_begin,
                                      std::size_t core_end, SourcePosition start,
                                      const TextOrigin& origin, std::uint32_t path_index,
                                      std::vector<TextHit>& hits) {
  std::size_t known = 0;  // `start` is the position of this byte
  for (DecodedHit& one : decoded_hits_) {
    if (one.begin < core_begin || one.begin >= core_end) continue;
    const std::size_t cut = sequence_start(text, one.begin);
    start = advance(start, text.substr(known, cut - known));
    known = cut;
    one.hit.path = path_index;
    one.hit.start = advance(start, text.substr(known, one.begin - known));
    one.hit.end = advance(one.hit.start, text.substr(one.begin, one.end - one.begin));
    auto& others = one.hit.also_matched;
    std::sort(others.begin(), others.end());
    others.erase(std::unique(others.begin(), others.end()), others.end());
    if (origin.has_comments && is_silenced(text, one, origin)) continue;
    hits.push_back(std::move(one.hit));
  }
}

}  // namespace keyhound
