// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/expressions/github_fences.h"

#include <string_view>

namespace keyhound {
namespace {

constexpr std::string_view kOpen = "${{";

ExpressionFence make_fence(std::size_t begin, std::size_t inside, std::size_t inside_end,
                           std::size_t end) {
  const auto at = [](std::size_t offset) { return static_cast<std::uint32_t>(offset); };
  return {{at(begin), at(end)}, {at(inside), at(inside_end)}, inside_end != end};
}

// The fence that opens at `begin`.
ExpressionFence fence_at(std::string_view text, std::size_t begin) {
  const std::size_t inside = begin + kOpen.size();
  bool is_in_string = false;
  for (std::size_t at = inside; at < text.size(); ++at) {
    if (text[at] == '\'') is_in_string = !is_in_string;
    if (!is_in_string && at > inside && text[at] == '}' && text[at - 1] == '}')
      return make_fence(begin, inside, at - 1, at + 1);
  }
  return make_fence(begin, inside, text.size(), text.size());
}

}  // namespace

std::vector<ExpressionFence> find_github_fences(std::string_view text) {
  std::vector<ExpressionFence> fences;
  for (std::size_t at = text.find(kOpen); at != std::string_view::npos; at = text.find(kOpen, at)) {
    fences.push_back(fence_at(text, at));
    at = fences.back().whole.end;
  }
  return fences;
}

std::vector<ExpressionFence> find_condition_fences(std::string_view text) {
  auto fences = find_github_fences(text);
  if (fences.empty()) {
    const TextRange all{0, static_cast<std::uint32_t>(text.size())};
    fences.push_back({all, all, true});
  }
  return fences;
}

}  // namespace keyhound
