// SPDX-License-Identifier: Apache-2.0
// Evaluating GitHub's expressions over given contexts, as GitHub does. The checks only need it for
// what is constant; the rest proves that expressions are understood as GitHub understands them.
// Pure, thread-safe; time and memory are bounded by `memory`.
#pragma once

#include <cstddef>
#include <optional>

#include "scanner/pipelines/expressions/expression_value.h"
#include "scanner/pipelines/expressions/github_error.h"
#include "scanner/pipelines/expressions/github_expression.h"

namespace keyhound {

// GitHub's own limit: bytes of everything that one evaluation makes, texts in UTF-16.
inline constexpr std::size_t kGithubMemory = 1U << 20U;

// `contexts` holds a value for each context by its name. A context that is not there and functions
// that only a running job can answer (hashFiles, success, …) are errors, where they are reached.
GithubResult<ExpressionValue> evaluate_github_expression(const GithubExpression& expression,
                                                         const ExpressionObject& contexts,
                                                         std::size_t memory = kGithubMemory);

// The value of a node that needs no context; nothing: it needs one, or has no value.
std::optional<ExpressionValue> fold_github_constant(const GithubExpression& expression,
                                                    GithubNodeId node);

}  // namespace keyhound
