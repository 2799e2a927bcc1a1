// SPDX-License-Identifier: Apache-2.0
#include "policies/evaluation/reuse_index.h"

namespace keyhound {

void ReuseIndex::add(const std::string& key, std::string_view repository) {
  repositories_[key].emplace(repository);
}

ReuseCounts ReuseIndex::counts(const std::string& key) const {
  if (!is_told()) return {results_, 1};
  const auto found = repositories_.find(key);
  const std::size_t count = found == repositories_.end() ? 0 : found->second.size();
  return {results_, static_cast<std::int64_t>(count)};
}

}  // namespace keyhound
