// SPDX-License-Identifier: Apache-2.0
#include "scanner/migration/text_match_finder.h"

#include <algorithm>

#include "scanner/base/utf8.h"

namespace keyhound {
namespace {

// Positions of offsets that are asked in ascending order.
class PositionCounter {
 public:
  explicit PositionCounter(std::string_view text) : text_(text) {}
  SourcePosition at(std::size_t offset) {
    const std::size_t cut = sequence_start(text_, offset);
    if (cut > known_) {
      position_ = advance(position_, text_.substr(known_, cut - known_));
      known_ = cut;
    }
    return offset > known_ ? advance(position_, text_.substr(known_, offset - known_)) : position_;
  }

 private:
  std::string_view text_;
  std::size_t known_ = 0;
  SourcePosition position_;
};

}  // namespace

Result<TextMatchFinder> TextMatchFinder::create(const ScanContext& context) {
  KEYHOUND_TRY(Matcher matcher, Matcher::create(context.engine()));
  return TextMatchFinder(context, std::move(matcher));
}

Result<std::vector<PlacedMatch>> TextMatchFinder::find(std::string_view text, std::string_view path,
                                                       std::string_view commit) {
  std::vector<Match> matches;
  KEYHOUND_TRY_STATUS(matcher_.find(text, matches));
  std::vector<Verdict> kept;
  for (Match& match : matches) {
    judge_.note_score(text, match);
    Verdict verdict = judge_.judge(match, {text, path, commit});
    if (!verdict.dropped) kept.push_back(std::move(verdict));
  }
  std::vector<PlacedMatch> placed(kept.size());
  std::sort(kept.begin(), kept.end(),
            [](const Verdict& a, const Verdict& b) { return a.match.start < b.match.start; });
  PositionCounter starts(text);
  for (std::size_t i = 0; i < kept.size(); ++i) {
    const Match& match = kept[i].match;
    placed[i].rule = match.rule;
    placed[i].confidence = kept[i].confidence;
    placed[i].start = starts.at(match.start);
    placed[i].secret_begin = match.secret_start;
    placed[i].secret_size = match.secret_end - match.secret_start;
  }
  std::sort(placed.begin(), placed.end(), [](const PlacedMatch& a, const PlacedMatch& b) {
    return a.secret_begin < b.secret_begin;
  });
  PositionCounter secrets(text);
  for (PlacedMatch& one : placed) {
    one.secret_start = secrets.at(one.secret_begin);
    one.secret_end = advance(one.secret_start, text.substr(one.secret_begin, one.secret_size));
  }
  return placed;
}

}  // namespace keyhound
