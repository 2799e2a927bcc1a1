// SPDX-License-Identifier: Apache-2.0
// MatchJudge: decides whether a match of the engine is a credential, by its rule's filters one
// after the other, and says which one dropped it. Immutable, thread-safe; the context must outlive
// it.
#pragma once

#include <optional>
#include <string_view>

#include "scanner/engine/rule_engine.h"
#include "scanner/filters/generic/score_model.h"
#include "scanner/model/drop_reason.h"
#include "scanner/model/severity.h"
#include "scanner/scan/scan_context.h"

namespace keyhound {

class CommentCompany;

// What is known of one match.
struct Verdict {
  Match match;
  std::optional<DropReason> dropped;  // nullopt: it is a credential
  Confidence confidence = Confidence::kMedium;
  bool checksum_wrong = false;
  bool is_documentation = false;    // a published sample value
  std::optional<LocalScore> score;  // of a scored rule
  std::size_t found_begin = 0;  // the regex's secret group, in whose place the value of a scored
  std::size_t found_end = 0;    // rule has come
};

// Where a match stands: what allowlists and path rules look at.
struct MatchPlace {
  std::string_view text;
  std::string_view path;                    // empty: not known
  std::string_view commit;                  // hex id; empty: none
  bool has_comments = true;                 // where comments may stand: not decoded, and no name
  const CommentCompany* company = nullptr;  // what else stands beside them; null: not known
};

// What allowlists look at of a match.
AllowlistSubject subject_of(const Match& match, const MatchPlace& place);

class MatchJudge {
 public:
  explicit MatchJudge(const ScanContext& context) : context_(&context) {}

  // Fills match.score for a scored rule, unless it is known: the text around decides on it alone.
  void note_score(std::string_view text, Match& match) const;

  // Makes the value that was noted the match's secret; false when there is none.
  bool take_value(Match& match) const;

  // REQUIRES: note_score() was called.
  [[nodiscard]] Verdict judge(const Match& match, const MatchPlace& place) const;

 private:
  [[nodiscard]] std::optional<DropReason> drop_reason(const Match& match,
                                                      const MatchPlace& place) const;

  void judge_score(const MatchPlace& place, Verdict& verdict) const;

  const ScanContext* context_;
};

}  // namespace keyhound
