// SPDX-License-Identifier: Apache-2.0
// Private to scanner/pipelines/expressions: one run over the text of a GitHub expression, by
// recursive descent. Recursion is as deep as brackets and `!` are nested, which is bounded.
#pragma once

#include <string>
#include <string_view>

#include "scanner/pipelines/expressions/github_expression.h"
#include "scanner/pipelines/expressions/github_lexer.h"

namespace keyhound {

class GithubParser {
 public:
  // Both must outlive this.
  GithubParser(std::string_view text, const GithubNames* names)
      : text_(text), names_(names), lexer_(text) {}

  // Once.
  GithubResult<GithubExpression> run();

 private:
  using Id = GithubNodeId;  // kNoGithubNode: failed, and error_ says why
  struct Call;

  Id binary(int lowest_level);
  Id unary();
  Id primary();
  Id group();
  Id call();
  bool argument(Call& call);
  bool is_known(const Call& call);
  Id postfix(Id node, std::uint32_t begin);
  Id property(Id node, std::uint32_t begin);
  Id index(Id node, std::uint32_t begin);

  void advance();
  bool expect(GithubTokenKind kind);
  bool enter();
  void leave() { --nesting_; }
  Id literal(GithubNodeKind kind);
  Id add(const GithubNode& node);
  bool adopt(GithubNode& parent, Id child);

  Id unexpected();
  Id too_deep();
  Id fail_at(TextRange place, std::string_view message, std::string_view summary);
  [[nodiscard]] std::string position_of(TextRange place) const;
  [[nodiscard]] std::string_view slice(TextRange range) const;
  [[nodiscard]] bool is_known_context(std::string_view name) const;

  std::string_view text_;
  const GithubNames* names_;
  GithubLexer lexer_;
  GithubToken token_;
  GithubToken last_;
  std::uint32_t nesting_ = 0;
  GithubExpression out_;
  GithubExpressionError error_;
};

}  // namespace keyhound
