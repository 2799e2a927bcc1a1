// SPDX-License-Identifier: Apache-2.0
// Private to scanner/pipelines/expressions: one evaluation. Recursion is as deep as the tree, at
// most kGithubExpressionDepth.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/pipelines/expressions/github_evaluator.h"
#include "scanner/pipelines/expressions/github_functions.h"

namespace keyhound {

class GithubEvaluation {
 public:
  using Value = std::optional<ExpressionValue>;  // nothing: failed, and error() says why

  // All three must outlive this.
  GithubEvaluation(const GithubExpression& expression, const ExpressionObject& contexts,
                   std::size_t memory)
      : expression_(expression), contexts_(contexts), memory_(memory) {}

  Value evaluate(GithubNodeId id);
  [[nodiscard]] const GithubExpressionError& error() const { return error_; }

 private:
  using Arguments = std::vector<GithubNodeId>;

  // github_evaluation.cpp
  Value context(GithubNodeId id);
  Value compare(const GithubNode& node);
  Value chain(const GithubNode& node);
  Value select(const GithubNode& node, const ExpressionValue* key);
  Value all_of(const ExpressionValue& base);
  Value each_of(const ExpressionArray& filtered, const ExpressionValue* key);
  Value text(std::string value);
  bool charge(std::size_t bytes);
  std::nullopt_t out_of_memory();
  std::nullopt_t fail(std::string message, std::string summary, bool is_limit = false);

  // github_calls.cpp
  Value call(GithubNodeId id);
  Value call(GithubFunctionId function, const Arguments& arguments);
  Value search(GithubFunctionId function, const Arguments& arguments);
  Value format(const Arguments& arguments);
  std::size_t argument_of(std::string_view digits, const std::string& pattern, std::size_t count);
  Value join(const Arguments& arguments);
  Value to_json(const Arguments& arguments);
  Value from_json(const Arguments& arguments);
  Value case_of(const Arguments& arguments);
  bool append(std::string& out, std::string_view piece);

  const GithubExpression& expression_;
  const ExpressionObject& contexts_;
  std::size_t memory_;  // left
  GithubExpressionError error_;
};

}  // namespace keyhound
