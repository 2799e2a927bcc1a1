// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/platforms/github/github_flow.h"

#include <string>

#include "scanner/base/ascii.h"

namespace keyhound {
namespace {

using Node = GithubNodeKind;

class Flow {
 public:
  explicit Flow(const GithubExpression& expression)
      : expression_(expression), reaches_(expression.nodes.size(), false) {}

  // Recursion is as deep as the tree, at most kGithubExpressionDepth.
  void visit(GithubNodeId id) {
    reaches_[id] = true;
    const GithubNode& node = expression_.nodes[id];
    switch (node.kind) {
      case Node::kOr:
        return visit_all(node);
      case Node::kAnd:  // what stands before the last one is the result only when it is empty
        return visit_last(node);
      case Node::kProperty:
      case Node::kIndex:
      case Node::kWildcard:
        return visit(node.first_child);
      case Node::kCall:
        return visit_call(id, node);
      default:
        return;  // a comparison tells no more than true or false
    }
  }

  std::vector<bool> take() { return std::move(reaches_); }

 private:
  [[nodiscard]] GithubNodeId next(GithubNodeId id) const { return expression_.nodes[id].next; }

  void visit_all(const GithubNode& node) {
    for (GithubNodeId child = node.first_child; child != kNoGithubNode; child = next(child))
      visit(child);
  }

  void visit_last(const GithubNode& node) {
    GithubNodeId last = node.first_child;
    while (last != kNoGithubNode && next(last) != kNoGithubNode) last = next(last);
    if (last != kNoGithubNode) visit(last);
  }

  void visit_call(GithubNodeId id, const GithubNode& node) {
    const std::string function = to_lower_ascii(expression_.name_of(id));
    if (function == "format" || function == "join" || function == "tojson" ||
        function == "fromjson") {
      return visit_all(node);
    }
    // case(condition, value, condition, value, ..., value)
    if (function != "case") return;
    std::size_t argument = 0;
    for (GithubNodeId child = node.first_child; child != kNoGithubNode; child = next(child)) {
      if (argument++ % 2 == 1 || next(child) == kNoGithubNode) visit(child);
    }
  }

  const GithubExpression& expression_;
  std::vector<bool> reaches_;
};

}  // namespace

std::vector<bool> find_github_flow(const GithubExpression& expression) {
  Flow flow(expression);
  if (expression.root < expression.nodes.size()) flow.visit(expression.root);
  return flow.take();
}

}  // namespace keyhound
