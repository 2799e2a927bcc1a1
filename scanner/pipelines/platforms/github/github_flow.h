// SPDX-License-Identifier: Apache-2.0
// Which parts of an expression become part of its result: of `secrets.A != ''` none, of
// `inputs.x && secrets.A || 'none'` the secret. Pure, thread-safe, linear.
#pragma once

#include <vector>

#include "scanner/pipelines/expressions/github_expression.h"

namespace keyhound {

// By node: whether its value, or a text made of it, may be the expression's result or part of it.
std::vector<bool> find_github_flow(const GithubExpression& expression);

}  // namespace keyhound
