// SPDX-License-Identifier: Apache-2.0
#include "policies/registry/place.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace keyhound {

std::string to_string(const RegistryPlace& place) {
  return place.file + ":" + std::to_string(place.position.line) + ":" +
         std::to_string(place.position.column);
}

std::string to_string(const RegistryProblem& problem) {
  return to_string(problem.place) + ": " + problem.message;
}

void sort_problems(const std::vector<std::string>& files, std::vector<RegistryProblem>& problems) {
  std::unordered_map<std::string_view, std::size_t> ranks;
  for (std::size_t i = 0; i < files.size(); ++i) ranks.try_emplace(files[i], i);
  const auto rank = [&](const RegistryProblem& problem) {
    const auto found = ranks.find(problem.place.file);
    return std::pair(found == ranks.end() ? files.size() : found->second, problem.place.position);
  };
  std::stable_sort(problems.begin(), problems.end(),
                   [&rank](const auto& a, const auto& b) { return rank(a) < rank(b); });
}

}  // namespace keyhound
