// SPDX-License-Identifier: Apache-2.0
// InlineComment: a comment in a scanned text that asks the scanner to pass over a secret beside it:
// our own `keyhound:allow RULE until=2027-01-31 reason="..."`, and those of other scanners
// (docs/suppressions.md). Ours speaks for one secret of each rule that it names, or for as many as
// it says, so that one that is added beside them is found. Pure functions, thread-safe.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/time.h"

namespace keyhound {

// How far from the secret a comment is looked for. The lines of minified files have no end.
inline constexpr std::size_t kCommentReach = 4096;

class CommentCompany;

struct InlineComment {
  std::string_view marker;         // "keyhound:allow", "gitleaks:allow", ...; static
  bool is_foreign = false;         // another scanner's, which names no rule and has no end
  std::vector<std::string> rules;  // ids, or "*" for all; empty for a foreign one
  std::optional<Timestamp> until;
  std::size_t at = 0;                     // where its marker stands in the text
  std::size_t count = 1;                  // of secrets of one rule that it speaks for
  std::vector<std::string> fingerprints;  // beginnings of those that it is bound to; empty: none
  std::string exception_id;               // of the registry; empty: none
  std::string reason;                     // untrusted
  std::string problem;  // why it silences nothing at all, and what to do; empty: it is well

  [[nodiscard]] bool names(std::string_view rule) const;
};

// Those beside text[begin, end): on the line of its first or of its last byte and outside of it, or
// on the line before where they say so. In the order of the text.
std::vector<InlineComment> comments_beside(std::string_view text, std::size_t begin,
                                           std::size_t end);

// The same for something that comments may stand within, like a job of a pipeline.
std::vector<InlineComment> comments_on_lines(std::string_view text, std::size_t begin,
                                             std::size_t end);

// What comments are asked about: a secret, or something else that has no fingerprints.
struct CommentedSecret {
  std::string_view rule;
  std::vector<std::string> fingerprints = {};  // short forms: under the current key, then others
  bool is_sure = true;  // at least of medium confidence, wherever the text stands
  const CommentCompany* company = nullptr;  // what stands beside the same comments; null: nothing
};

// What comments say of one secret.
struct CommentAnswer {
  std::optional<InlineComment> silenced_by;
  // Of comments that silence nothing, though they want to, or more than their author may know.
  std::vector<std::string> complaints;
  bool is_dated = false;  // another time may give another answer
};

CommentAnswer ask_comments(const std::vector<InlineComment>& comments,
                           const CommentedSecret& secret, Timestamp now);

// "keyhound:allow on this line, until 2027-01-31: published test key". For people.
std::string describe_comment(const InlineComment& comment);

}  // namespace keyhound
