// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/expressions/github_expression.h"

#include "scanner/pipelines/expressions/github_parser.h"

namespace keyhound {

std::string_view GithubExpression::name_of(GithubNodeId node) const {
  const TextRange range = nodes[node].name;
  return std::string_view(text).substr(range.begin, range.size());
}

std::string GithubExpression::string_of(GithubNodeId node) const {
  const std::string_view quoted = name_of(node);
  std::string value;
  value.reserve(quoted.size());
  for (std::size_t at = 0; at < quoted.size(); ++at) {
    value += quoted[at];
    if (quoted[at] == '\'') ++at;
  }
  return value;
}

GithubResult<GithubExpression> read_github_expression(std::string_view text,
                                                      const GithubNames* names) {
  return GithubParser(text, names).run();
}

Result<GithubExpression> parse_github_expression(std::string_view text) {
  auto read = read_github_expression(text);
  if (read) return std::move(*read);
  return fail(read.error().is_limit ? ErrorKind::kLimit : ErrorKind::kCorrupt,
              std::move(read.error().summary));
}

}  // namespace keyhound
