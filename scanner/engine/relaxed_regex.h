// SPDX-License-Identifier: Apache-2.0
// Private to engine/: RelaxedRegex answers as RE2 does for a regex, from a smaller program. RE2
// compiles `[a-z]{20,1000}` to a thousand copies of the class, and its automaton makes a state a
// byte; `[a-z]{20,}` takes twenty. Immutable to its users, thread-safe.
#pragma once

#include <re2/re2.h>

#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "scanner/base/result.h"

namespace keyhound {

// A regex whose upper bounds are left out where they are large.
struct RelaxedText {
  std::string regex;
  std::size_t exact_length = 0;  // a match of at most this many bytes is a match of the original
};

// nullopt where there is nothing to leave out. Only repeats of single bytes are relaxed: those of
// groups may repeat nothing.
std::optional<RelaxedText> relax_regex(std::string_view regex);

class RelaxedRegex {
 public:
  // Compiles what is asked first; the regex as it is written when a match is longer than what the
  // other tells. kConfiguration as compile_re2(). REQUIRES: `regex` outlives the object, and is
  // sound where the object is used.
  static Result<std::unique_ptr<const RelaxedRegex>> compile(std::string_view regex);
  // Compiles both at once: for a regex that was not proved.
  static Result<std::unique_ptr<const RelaxedRegex>> prove(std::string_view regex);

  // As RE2::Match of the regex: the same answer, groups[0] and groups below `count`.
  // REQUIRES: count > 0.
  bool match(const re2::StringPiece& text, std::size_t from, std::size_t to,
             re2::RE2::Anchor anchor, re2::StringPiece* groups, int count) const;

  // As it is written; compiled at the first call.
  [[nodiscard]] const re2::RE2& exact() const;
  // Groups that capture, and the names of those that have one: both have the same.
  [[nodiscard]] int group_count() const { return any().NumberOfCapturingGroups(); }
  [[nodiscard]] const std::map<std::string, int>& group_names() const {
    return any().NamedCapturingGroups();
  }

 private:
  explicit RelaxedRegex(std::string_view regex) : regex_(regex) {}
  Status relax();
  [[nodiscard]] const re2::RE2& any() const { return relaxed_ ? *relaxed_ : exact(); }

  std::string_view regex_;
  std::unique_ptr<const re2::RE2> relaxed_;  // nullptr: nothing can be left out
  std::size_t exact_length_ = 0;
  mutable std::once_flag once_;
  mutable std::unique_ptr<const re2::RE2> exact_;
};

}  // namespace keyhound
