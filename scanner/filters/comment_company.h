// SPDX-License-Identifier: Apache-2.0
// CommentCompany: the secrets that each inline comment of one text stands beside, so that a comment
// that somebody wrote for one secret does not cover another that joins it. One per thread.
#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scanner/filters/inline_comment.h"

namespace keyhound {

class CommentCompany {
 public:
  // Another text begins.
  void clear() { *this = {}; }

  // `secret` stands beside these. Its first fingerprint is what tells it from others.
  void add(const std::vector<InlineComment>& comments, const CommentedSecret& secret);

  // Whether nothing stands beside a comment.
  [[nodiscard]] bool is_empty() const { return is_empty_; }

  // How many secrets of its rule the comment stands beside, `secret` with them. Of one that is sure
  // only the sure ones count: whether another is a secret at all may depend on the path, and the
  // answer must be the same wherever the text stands.
  [[nodiscard]] std::size_t size(const InlineComment& comment, const CommentedSecret& secret) const;

 private:
  using Place = std::pair<std::size_t, std::string>;              // of the comment, the rule
  std::array<std::map<Place, std::set<std::string>>, 2> prints_;  // of all, of the sure ones
  bool is_empty_ = true;
};

}  // namespace keyhound
