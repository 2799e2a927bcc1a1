// SPDX-License-Identifier: Apache-2.0
// TextMatchFinder: what every rule by itself finds in a text, with the places of matches and
// secrets: a scan tells one rule for each secret, and the place of the secret alone. Holds secrets
// by offset.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/source_position.h"
#include "scanner/scan/match_judge.h"

namespace keyhound {

struct PlacedMatch {
  std::uint32_t rule = 0;  // index into the engine's rules
  SourcePosition start;    // of the match, as gitleaks counts
  SourcePosition secret_start;
  SourcePosition secret_end;
  std::size_t secret_begin = 0;  // bytes
  std::size_t secret_size = 0;
  Confidence confidence = Confidence::kMedium;
};

// One per thread; the context must outlive it.
class TextMatchFinder {
 public:
  static Result<TextMatchFinder> create(const ScanContext& context);

  // The matches that the rules' filters let pass, by the start of their secret.
  Result<std::vector<PlacedMatch>> find(std::string_view text, std::string_view path,
                                        std::string_view commit);

 private:
  TextMatchFinder(const ScanContext& context, Matcher matcher)
      : judge_(context), matcher_(std::move(matcher)) {}
  MatchJudge judge_;
  Matcher matcher_;
};

}  // namespace keyhound
