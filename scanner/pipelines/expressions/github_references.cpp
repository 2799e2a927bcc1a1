// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/expressions/github_references.h"

#include <algorithm>
#include <optional>

#include "scanner/base/ascii.h"
#include "scanner/pipelines/expressions/github_coercion.h"
#include "scanner/pipelines/expressions/github_evaluator.h"

namespace keyhound {
namespace {

using Node = GithubNodeKind;

constexpr bool selects(Node kind) {
  return kind == Node::kProperty || kind == Node::kIndex || kind == Node::kWildcard;
}

class Walk {
 public:
  explicit Walk(const GithubExpression& expression) : expression_(expression) {}

  // Recursion is as deep as the tree, at most kGithubExpressionDepth.
  void visit(GithubNodeId id, bool is_selected_from = false) {
    const GithubNode& node = at(id);
    if (node.kind == Node::kContext || selects(node.kind)) {
      visit_selection(id);
    } else if (node.kind == Node::kCall) {
      visit_call(id, is_selected_from);
    } else {
      for (GithubNodeId child = node.first_child; child != kNoGithubNode; child = at(child).next)
        visit(child);
    }
  }

  std::vector<GithubReference> found;

 private:
  [[nodiscard]] const GithubNode& at(GithubNodeId id) const { return expression_.nodes[id]; }

  void visit_call(GithubNodeId id, bool is_selected_from) {
    GithubEnclosingCall call{to_lower_ascii(expression_.name_of(id)), 0, is_selected_from, id};
    for (GithubNodeId child = at(id).first_child; child != kNoGithubNode; child = at(child).next) {
      calls_.push_back(call);
      visit(child);
      calls_.pop_back();
      ++call.argument;
    }
  }

  // base.a[b].* …
  void visit_selection(GithubNodeId outermost) {
    std::vector<GithubNodeId> steps;
    GithubNodeId base = outermost;
    for (; selects(at(base).kind); base = at(base).first_child) steps.push_back(base);
    std::reverse(steps.begin(), steps.end());
    if (at(base).kind == Node::kContext) {
      add(outermost, base, steps);
    } else {
      visit(base, true);
    }
    for (const GithubNodeId step : steps) {
      if (at(step).kind == Node::kIndex) visit(index_of(step));
    }
  }

  void add(GithubNodeId outermost, GithubNodeId base, const std::vector<GithubNodeId>& steps) {
    GithubReference reference;
    reference.context = to_lower_ascii(expression_.name_of(base));
    reference.range = at(outermost).range;
    reference.node = outermost;
    reference.calls.assign(calls_.rbegin(), calls_.rend());
    for (const GithubNodeId step : steps) {
      auto name = name_of(step);
      if (!name) {
        reference.reach =
            at(step).kind == Node::kWildcard ? GithubReach::kWildcard : GithubReach::kDynamic;
        break;
      }
      reference.path.push_back(std::move(*name));
    }
    found.push_back(std::move(reference));
  }

  // Nothing: only a run knows it.
  [[nodiscard]] std::optional<std::string> name_of(GithubNodeId step) const {
    if (at(step).kind == Node::kProperty) return std::string(expression_.name_of(step));
    if (at(step).kind == Node::kWildcard) return std::nullopt;
    const auto constant = fold_github_constant(expression_, index_of(step));
    if (!constant || !constant->is_primitive()) return std::nullopt;
    return github_to_text(*constant);
  }

  [[nodiscard]] GithubNodeId index_of(GithubNodeId step) const {
    return at(at(step).first_child).next;
  }

  const GithubExpression& expression_;
  std::vector<GithubEnclosingCall> calls_;  // outermost first
};

}  // namespace

std::vector<GithubReference> find_github_references(const GithubExpression& expression) {
  Walk walk(expression);
  walk.visit(expression.root);
  return std::move(walk.found);
}

}  // namespace keyhound
