// SPDX-License-Identifier: Apache-2.0
// TextScanner: from the bytes of one text to the credentials in it: engine, filters, and one hit
// for each secret. The only place that holds secrets; what it hands out is redacted, but for what
// the settings' SecretKeeper takes.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "scanner/base/source_position.h"
#include "scanner/engine/rule_engine.h"
#include "scanner/filters/generic/score_model.h"
#include "scanner/scan/comment_judge.h"
#include "scanner/scan/dropped_log.h"
#include "scanner/scan/encoded_search.h"
#include "scanner/scan/match_judge.h"
#include "scanner/scan/overlap.h"
#include "scanner/scan/scan_context.h"
#include "scanner/scan/secret_keeper.h"

namespace keyhound {

// A credential found in one text. `path` is an index into the paths that the caller gave.
// `parts` are the places of a composite credential: those of the secret and of its companions, in
// order; empty for any other.
struct HitPart {
  std::uint32_t rule = 0;
  SourcePosition start;
  SourcePosition end;
};

struct TextHit {
  std::uint32_t rule = 0;  // index into the engine's rules
  std::uint32_t path = 0;
  Confidence confidence = Confidence::kMedium;
  SourcePosition start;
  SourcePosition end;
  Fingerprint fingerprint;
  std::vector<std::string> previous_fingerprints;  // short forms; of ScanContext::previous_keys()
  std::string secret_redacted;
  std::vector<std::pair<std::string, std::string>> identity;
  std::vector<std::uint32_t> also_matched;  // less specific rules on the same bytes, sorted
  bool checksum_wrong = false;
  bool is_documentation = false;
  std::string entry;                // where in an archive it stands (TextOrigin::entry)
  bool in_entry_name = false;       // in the name of that entry
  std::optional<LocalScore> score;  // of a scored rule
  bool is_path_known = false;       // and `confidence` takes it into account
  std::string encoding;  // "base64, utf-16le": how it is encoded at its place; empty: it is not
  std::vector<HitPart> parts;
};

// A hit that stands at several places. It is large, and some stand at thousands.
using SharedHit = std::shared_ptr<const TextHit>;
inline SharedHit share(TextHit hit) { return std::make_shared<const TextHit>(std::move(hit)); }

// Of a hit in a text that has `lines` before it.
void move_down(TextHit& hit, std::uint64_t lines);

// `hit` as it is at `path`, for a hit that was found when no path was known; null when a scored
// rule's value is no credential there.
SharedHit hit_at_path(const SharedHit& hit, std::string_view path);

// Where a text stands, for rules and allowlists that look at that.
struct TextOrigin {
  std::span<const std::string_view> paths;  // raw bytes; at least one (may be empty text)
  std::string_view commit;                  // hex id of the introducing commit; empty: none
  // Of a text inside an archive that stands at `paths`: its entry, "b.zip!c.env" in an archive of
  // the archive. Rules and allowlists see "a.zip/b.zip/c.env". Empty: the text itself.
  std::string_view entry = {};
  // The text is the content of a file, where comments may stand: no name and no message.
  bool has_comments = true;
  std::string_view blob = {};  // hex id; empty: not known
};

// Of a text that is a name, or a message of a commit or tag.
inline constexpr std::string_view kNoPaths[] = {""};
inline constexpr TextOrigin kMessageOrigin{kNoPaths, {}, {}, false, {}};
// `path` must live as long as the origin.
inline TextOrigin name_origin(const std::string_view& path) {
  return {{&path, 1}, {}, {}, false, {}};
}

// The path that reports name a text by: "a.zip!b.env" of one in an archive.
std::string shown_path(const TextOrigin& origin, std::size_t index);

// One per thread.
class TextScanner {
 public:
  static Result<TextScanner> create(const ScanContext& context);

  // Replaces `hits` with the credentials in `text`, for each of the origin's paths, sorted by path
  // index and place. What stands encoded in it (base64, escapes, ...) is decoded and counts at the
  // place of the encoded text; whole texts in UTF-16 are the caller's. REQUIRES: less than 4 GiB.
  Status scan(std::string_view text, const TextOrigin& origin, std::vector<TextHit>& hits);

  // The same for a piece of a longer text: only secrets that start in [core_begin, core_end) count,
  // `start` is the position of the piece's first byte, and hits are appended.
  Status scan_piece(std::string_view piece, std::size_t core_begin, std::size_t core_end,
                    SourcePosition start, const TextOrigin& origin, std::vector<TextHit>& hits);

  // The two halves of scan(), for texts that derive from one another: the matches, as
  // Matcher::find() and find_derived() give them, and the credentials among them.
  Status find(std::string_view text, SearchedText& found);
  Status find_derived(std::string_view text, const SearchedText& base,
                      std::span<const CopiedRange> copied, SearchedText& found);
  // Notes the scores of scored rules in the matches, which find_derived() carries on.
  void judge(std::string_view text, SearchedText& found, const TextOrigin& origin,
             std::vector<TextHit>& hits);

  // Time that the matcher takes, see Matcher, and nanoseconds that decoding takes.
  void measure(bool on) {
    matcher_.measure(on);
    encoded_search_.measure(on);
  }
  [[nodiscard]] MatchTimings timings() const { return matcher_.timings(); }
  [[nodiscard]] std::uint64_t decode_time() const { return encoded_search_.nanoseconds(); }

  // Encoded texts so far that were not decoded to their end, because of a limit.
  [[nodiscard]] std::uint64_t undecoded() const { return encoded_search_.unfinished(); }

  // The matches that scan(), scan_piece() and judge() have dropped so far, each once however a text
  // is cut into pieces.
  [[nodiscard]] const DropCounts& drops() const { return drops_; }
  // The same, counting from zero again.
  DropCounts take_drops() { return std::exchange(drops_, {}); }
  // Off for texts that are only looked at to compare.
  void count_drops(bool on) { counts_drops_ = on; }

  // From now on what is dropped is kept too, for people who ask.
  void keep_dropped() { log_.emplace(); }
  CandidateList take_dropped() { return log_ ? log_->take() : CandidateList(); }

  // The comments that silence matches: what they did, for those who want to hear of it, and whether
  // they are asked.
  [[nodiscard]] CommentJudge& comments() { return comments_; }

  // `text` with the secret part of every match replaced by its redacted form: for paths, names and
  // values that reports print. What is its rule's public identity stays.
  std::string redact_secrets(std::string_view text);

  [[nodiscard]] const ScanContext& context() const { return *context_; }

 private:
  TextScanner(const ScanContext& context, Matcher matcher)
      : context_(&context),
        judge_(context),
        comments_(context),
        matcher_(std::move(matcher)),
        encoded_search_(context) {}

  // A credential in a decoded text. Its hit has no place yet.
  struct DecodedHit {
    TextHit hit;
    std::size_t begin = 0;  // of the encoded text
    std::size_t end = 0;
    bool is_exact = false;  // [begin, end) is the credential alone, else all that is encoded there
  };
  class DecodedJudge;

  // The core of scan_piece() for what was found in the piece.
  void judge_piece(std::string_view piece, std::span<Match> matches,
                   std::span<const EncodedMatches> encoded, std::size_t core_begin,
                   std::size_t core_end, SourcePosition start, const TextOrigin& origin,
                   std::vector<TextHit>& hits);

  // Sets candidates_.
  void filter_matches(std::string_view text, std::span<Match> matches, std::string_view path,
                      std::string_view commit);
  // Sets winners_ with their places; `start` is the position of the text's first byte.
  void settle_winners(std::string_view text, SourcePosition start);
  // Tells the comments what stands beside them, and erases the winners that one silences
  // (silenced_hits.cpp).
  void silence_winners(std::string_view text, const TextOrigin& origin, std::size_t path_index);
  void meet_comments(std::string_view text);
  void count_drop(DropReason reason, const Match& match);
  [[nodiscard]] bool is_in_core(const Match& match) const {
    return match.secret_start >= core_begin_ && match.secret_start < core_end_;
  }
  void append_hits(std::string_view text, std::size_t core_begin, std::size_t core_end,
                   SourcePosition start, const TextOrigin& origin, std::uint32_t path_index,
                   std::string_view path, std::vector<TextHit>& hits);

  // Sets decoded_hits_, by place (decoded_hits.cpp).
  void judge_decoded(std::string_view text, std::span<const EncodedMatches> encoded,
                     std::string_view path, std::string_view commit);
  // Where a decoded credential and a candidate are the same bytes, drops the less specific one.
  void settle_decoded();
  void append_decoded_hits(std::string_view text, std::size_t core_begin, std::size_t core_end,
                           SourcePosition start, const TextOrigin& origin, std::uint32_t path_index,
                           std::vector<TextHit>& hits);

  bool is_silenced(std::string_view text, const DecodedHit& one, const TextOrigin& origin);

  [[nodiscard]] TextHit hit_of(std::string_view text, const Winner& winner,
                               std::string_view path) const;
  // Hands the secret over, with its parts, where somebody takes it.
  // `place` is where the secret stands, empty where that is not known yet.
  void keep_secret(std::string_view text, const Winner& winner, const TextHit& hit,
                   const KeptPlace& place) const;
  [[nodiscard]] std::vector<std::pair<std::string, std::string>> identity_of(
      std::string_view text, const Match& match) const;
  [[nodiscard]] bool is_public(std::string_view text, const Match& match) const;

  const ScanContext* context_;
  MatchJudge judge_;
  CommentJudge comments_;
  Matcher matcher_;
  EncodedSearch encoded_search_;
  DecodeWalk decode_walk_;
  std::vector<Match> matches_;
  std::vector<EncodedMatches> encoded_;
  std::vector<DecodedHit> decoded_hits_;
  std::vector<Verdict> candidates_;  // those that were not dropped
  // What is looked at: matches whose secret starts outside belong to another piece.
  std::size_t core_begin_ = 0;
  std::size_t core_end_ = 0;
  bool is_decoded_ = false;  // what is judged stands encoded: its places are not the text's
  bool counts_drops_ = true;
  DropCounts drops_{};
  Winners winners_;
  std::optional<DroppedLog> log_;
};

}  // namespace keyhound
