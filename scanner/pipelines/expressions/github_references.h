// SPDX-License-Identifier: Apache-2.0
// What an expression refers to: `secrets.X`, `needs.build.outputs.key`, `secrets[matrix.k]`, and in
// which calls it stands. Pure, thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "scanner/pipelines/expressions/github_expression.h"
#include "scanner/pipelines/text_range.h"

namespace keyhound {

// A call around a reference.
struct GithubEnclosingCall {
  std::string function;           // lower case
  std::uint32_t argument = 0;     // which one the reference stands in, from 0
  bool is_selected_from = false;  // something follows the call: fromJSON(…).key
  GithubNodeId node = 0;
};

// How far the names of a reference go.
enum class GithubReach {
  kNamed,     // to its end: all of it is in `path`
  kDynamic,   // to an index that is known at run time only: secrets[matrix.k]
  kWildcard,  // to a `.*` or `[*]`
};

struct GithubReference {
  std::string context;            // lower case
  std::vector<std::string> path;  // as written, or as a constant index says; empty: see is_bare()
  GithubReach reach = GithubReach::kNamed;
  TextRange range;  // of the expression text, with everything that is selected from the context
  GithubNodeId node = 0;
  std::vector<GithubEnclosingCall> calls;  // innermost first

  // The whole context is used: `secrets`, but not `secrets.*`.
  [[nodiscard]] bool is_bare() const { return path.empty() && reach == GithubReach::kNamed; }
  // No name says which of the context's values is used: it is bare, or indexed, or all of them are.
  [[nodiscard]] bool is_unnamed() const { return path.empty(); }
};

// All of them, in the order of the text; those in an index too.
std::vector<GithubReference> find_github_references(const GithubExpression& expression);

}  // namespace keyhound
