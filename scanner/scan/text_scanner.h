// SPDX-License-Identifier: Apache-2.0
// TextScanner: from the bytes of one text to the credentials in it: engine, filters, and one hit
// for each secret. The only place that holds secrets; what it hands out is redacted.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "scanner/base/source_position.h"
#include "scanner/engine/rule_engine.h"
#include "scanner/filters/generic/score_model.h"
#include "scanner/scan/match_judge.h"
#include "scanner/scan/scan_context.h"

namespace keyhound {

// A credential found in one text. `path` is an index into the paths that the caller gave.
struct TextHit {
  std::uint32_t rule = 0;  // index into the engine's rules
  std::uint32_t path = 0;
  Confidence confidence = Confidence::kMedium;
  SourcePosition start;
  SourcePosition end;
  Fingerprint fingerprint;
  std::string secret_redacted;
  std::vector<std::pair<std::string, std::string>> identity;
  std::vector<std::uint32_t> also_matched;  // less specific rules on the same bytes, sorted
  bool checksum_wrong = false;
  bool is_documentation = false;
  std::string entry;           // where in an archive it stands (TextOrigin::entry)
  bool in_entry_name = false;  // in the name of that entry
  std::optional<LocalScore> score;  // of a scored rule
  bool is_path_known = false;       // and `confidence` takes it into account
};

// `hit` as it is at `path`, for a hit that was found when no path was known; nullopt when a scored
// rule's value is no credential there.
std::optional<TextHit> hit_at_path(const TextHit& hit, std::string_view path);

// Where a text stands, for rules and allowlists that look at that.
struct TextOrigin {
  std::span<const std::string_view> paths;  // raw bytes; at least one (may be empty text)
  std::string_view commit;                  // hex id of the introducing commit; empty: none
  // Of a text inside an archive that stands at `paths`: its entry, "b.zip!c.env" in an archive of
  // the archive. Rules and allowlists see "a.zip/b.zip/c.env". Empty: the text itself.
  std::string_view entry = {};
};

// One per thread.
class TextScanner {
 public:
  static Result<TextScanner> create(const ScanContext& context);

  // Replaces `hits` with the credentials in `text`, for each of the origin's paths, sorted by path
  // index and place. Bytes are taken as they are; decoding is the caller's.
  // REQUIRES: less than 4 GiB.
  Status scan(std::string_view text, const TextOrigin& origin, std::vector<TextHit>& hits);

  // The same for a piece of a longer text: only secrets that start in [core_begin, core_end) count,
  // `start` is the position of the piece's first byte, and hits are appended.
  Status scan_piece(std::string_view piece, std::size_t core_begin, std::size_t core_end,
                    SourcePosition start, const TextOrigin& origin, std::vector<TextHit>& hits);

  // The two halves of scan(), for texts that derive from one another: the matches, as
  // Matcher::find() and find_derived() give them, and the credentials among them.
  Status find(std::string_view text, TextMatches& found) { return matcher_.find(text, found); }
  Status find_derived(std::string_view text, const TextMatches& base,
                      std::span<const CopiedRange> copied, TextMatches& found) {
    return matcher_.find_derived(text, base, copied, found);
  }
  // Notes the scores of scored rules in the matches, which find_derived() carries on.
  void judge(std::string_view text, std::span<Match> matches, const TextOrigin& origin,
             std::vector<TextHit>& hits);

  // Time that the matcher takes; see Matcher.
  void measure(bool on) { matcher_.measure(on); }
  [[nodiscard]] MatchTimings timings() const { return matcher_.timings(); }

  // The matches that scan(), scan_piece() and judge() have dropped so far.
  [[nodiscard]] const DropCounts& drops() const { return drops_; }

  // `text` with the secret part of every match replaced by its redacted form: for paths, names and
  // values that reports print. What is its rule's public identity stays.
  std::string redact_secrets(std::string_view text);

  [[nodiscard]] const ScanContext& context() const { return *context_; }

 private:
  TextScanner(const ScanContext& context, Matcher matcher)
      : context_(&context), judge_(context), matcher_(std::move(matcher)) {}

  // A candidate that no more specific one overlaps, and the rules of those that it outdoes.
  struct Winner {
    const Verdict* best = nullptr;
    std::vector<std::uint32_t> also_matched;
  };

  // Sets candidates_, the most specific first.
  void filter_matches(std::string_view text, std::span<Match> matches, std::string_view path,
                      std::string_view commit);
  void choose_winners();
  void append_hits(std::string_view text, std::size_t core_begin, std::size_t core_end,
                   SourcePosition start, std::uint32_t path_index, std::string_view path,
                   std::vector<TextHit>& hits);

  [[nodiscard]] std::vector<std::pair<std::string, std::string>> identity_of(
      std::string_view text, const Match& match) const;
  [[nodiscard]] bool is_public(std::string_view text, const Match& match) const;

  const ScanContext* context_;
  MatchJudge judge_;
  Matcher matcher_;
  std::vector<Match> matches_;
  std::vector<Verdict> candidates_;  // those that were not dropped
  DropCounts drops_{};
  std::map<std::size_t, Winner> winners_;  // by the start of the secret
};

}  // namespace keyhound
