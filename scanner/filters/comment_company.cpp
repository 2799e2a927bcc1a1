// SPDX-License-Identifier: Apache-2.0
#include "scanner/filters/comment_company.h"

namespace keyhound {

void CommentCompany::add(const std::vector<InlineComment>& comments,
                         const CommentedSecret& secret) {
  for (const InlineComment& comment : comments) {
    is_empty_ = false;
    if (!comment.problem.empty() || !comment.names(secret.rule) || secret.fingerprints.empty())
      continue;
    const Place place(comment.at, secret.rule);
    prints_[0][place].insert(secret.fingerprints.front());
    if (secret.is_sure) prints_[1][place].insert(secret.fingerprints.front());
  }
}

std::size_t CommentCompany::size(const InlineComment& comment,
                                 const CommentedSecret& secret) const {
  const auto& all = prints_[secret.is_sure ? 1 : 0];
  const auto found = all.find({comment.at, std::string(secret.rule)});
  if (found == all.end()) return 1;
  const bool is_counted =
      !secret.fingerprints.empty() && found->second.contains(secret.fingerprints.front());
  return found->second.size() + (is_counted ? 0 : 1);
}

}  // namespace keyhound
