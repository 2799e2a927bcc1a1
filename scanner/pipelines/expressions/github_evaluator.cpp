// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/expressions/github_evaluator.h"

#include "scanner/pipelines/expressions/github_evaluation.h"

namespace keyhound {
namespace {

// A constant that names something is short.
constexpr std::size_t kConstantMemory = 1U << 16U;

}  // namespace

GithubResult<ExpressionValue> evaluate_github_expression(const GithubExpression& expression,
                                                         const ExpressionObject& contexts,
                                                         std::size_t memory) {
  GithubEvaluation evaluation(expression, contexts, memory);
  auto value = evaluation.evaluate(expression.root);
  if (!value) return tl::unexpected(evaluation.error());
  return std::move(*value);
}

std::optional<ExpressionValue> fold_github_constant(const GithubExpression& expression,
                                                    GithubNodeId node) {
  const ExpressionObject none;
  return GithubEvaluation(expression, none, kConstantMemory).evaluate(node);
}

}  // namespace keyhound
