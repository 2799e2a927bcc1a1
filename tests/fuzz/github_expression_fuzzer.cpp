// SPDX-License-Identifier: Apache-2.0
// Whatever the text, as an expression it is refused or a bounded tree whose parts stand in the
// text, whose references are of that tree, and whose value is the same twice; and the notations of
// the platforms find places that lie in the text, in order.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "scanner/base/check.h"
#include "scanner/pipelines/expressions/azure_macros.h"
#include "scanner/pipelines/expressions/circleci_parameters.h"
#include "scanner/pipelines/expressions/github_evaluator.h"
#include "scanner/pipelines/expressions/github_fences.h"
#include "scanner/pipelines/expressions/github_json.h"
#include "scanner/pipelines/expressions/github_references.h"

namespace {

using namespace keyhound;

void check_tree(const GithubExpression& expression, GithubNodeId id) {
  const GithubNode& node = expression.nodes[id];
  KEYHOUND_CHECK(node.range.begin <= node.range.end && node.range.end <= expression.text.size());
  KEYHOUND_CHECK(node.depth <= kGithubExpressionDepth);
  for (auto child = node.first_child; child != kNoGithubNode;
       child = expression.nodes[child].next) {
    KEYHOUND_CHECK(expression.nodes[child].depth < node.depth);
    KEYHOUND_CHECK(expression.nodes[child].range.begin >= node.range.begin &&
                   expression.nodes[child].range.end <= node.range.end);
    check_tree(expression, child);
  }
}

void check_expression(std::string_view text) {
  const auto parsed = parse_github_expression(text);
  if (!parsed) return;
  check_tree(*parsed, parsed->root);
  for (const GithubReference& reference : find_github_references(*parsed))
    KEYHOUND_CHECK(parsed->nodes[reference.node].range == reference.range);
  const auto value = fold_github_constant(*parsed, parsed->root);
  const auto again = fold_github_constant(*parsed, parsed->root);
  KEYHOUND_CHECK(value.has_value() == again.has_value());
  constexpr std::size_t kMost = 1U << 24U;
  if (value) KEYHOUND_CHECK(write_github_json(*value, kMost) == write_github_json(*again, kMost));
}

// `next` begins where `last` ended or behind it.
void check_place(TextRange whole, TextRange inside, std::size_t size, std::uint32_t& last) {
  KEYHOUND_CHECK(whole.begin >= last && whole.begin <= inside.begin);
  KEYHOUND_CHECK(inside.begin <= inside.end && inside.end <= whole.end && whole.end <= size);
  last = whole.end;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  check_expression(text);
  std::uint32_t last = 0;
  for (const ExpressionFence& fence : find_condition_fences(text)) {
    check_place(fence.whole, fence.inside, size, last);
    check_expression(text.substr(fence.inside.begin, fence.inside.size()));
  }
  last = 0;
  for (const AzureExpression& expression : find_azure_expressions(text)) {
    check_place(expression.whole, expression.inside, size, last);
    for (const AzureName& name : expression.names)
      KEYHOUND_CHECK(name.range.begin >= expression.inside.begin &&
                     name.range.begin < name.range.end && name.range.end <= expression.inside.end);
  }
  last = 0;
  for (const CircleciParameter& parameter : find_circleci_parameters(text))
    check_place(parameter.whole, parameter.inside, size, last);
  return 0;
}
