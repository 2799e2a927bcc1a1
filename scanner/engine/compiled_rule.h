// SPDX-License-Identifier: Apache-2.0
// Private to engine/: CompiledRule is a rule with its plan and its RE2 objects, which are compiled
// on first use, since a run that finds little needs few of them. Immutable to its users,
// thread-safe.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scanner/base/result.h"
#include "scanner/engine/match_plan.h"
#include "scanner/engine/pattern.h"
#include "scanner/engine/relaxed_regex.h"
#include "scanner/model/rule.h"

namespace keyhound {

// The regex of a rule and the meaning of its groups.
struct RuleRegex {
  std::unique_ptr<const RelaxedRegex> relaxed;
  std::vector<int> secret_groups;                     // the first that took part is the secret
  std::vector<std::pair<std::string, int>> identity;  // names and numbers of the public groups
  int group_count = 0;                                // groups to ask RE2 for, the match included
};

class CompiledRule {
 public:
  // Works out the plan and compiles at once what would be compiled on first use. `rule` must
  // outlive the object. kConfiguration, with origin and id, when refused.
  static Result<std::unique_ptr<CompiledRule>> create(const Rule& rule);
  // A rule that the build has proved, with its plan.
  static std::unique_ptr<CompiledRule> create_proved(const Rule& rule, MatchPlan plan);

  [[nodiscard]] const Rule& rule() const { return rule_; }
  [[nodiscard]] const MatchPlan& plan() const { return plan_; }
  [[nodiscard]] bool is_proved() const { return is_proved_; }

  // REQUIRES: the rule is sound, as create() proves or the build has proved.
  [[nodiscard]] const RuleRegex& regex() const;
  // Whether regex() may match in `text` from a place in [first, last] on: false tells so without
  // compiling it. Answers true without a look once it is compiled, and after some looks.
  [[nodiscard]] bool may_match(std::string_view text, std::size_t first, std::size_t last) const;
  // Whether regex() is better asked at each of `places` alone than for the first match among them:
  // the first search makes RE2 compile the regex once more, backwards, which costs as much as
  // hundreds of answers. Counts them.
  [[nodiscard]] bool prefers_probes(std::size_t places) const;
  [[nodiscard]] bool applies_to_path(std::string_view path) const;

  // Whether a keyword stands near the match at [start, end) of `text`, or the rule asks for none.
  [[nodiscard]] bool has_keyword(std::string_view text, std::size_t start, std::size_t end) const;

 private:
  explicit CompiledRule(const Rule& rule);
  Status compile() const;

  const Rule& rule_;
  MatchPlan plan_;
  bool is_proved_ = false;
  std::vector<std::string> keywords_;  // lower case
  mutable std::once_flag once_;
  mutable std::atomic<bool> is_compiled_ = false;
  mutable std::once_flag tree_once_;
  mutable RegexRef tree_;  // null: it does not parse
  mutable std::atomic<unsigned> looks_ = 0;
  mutable std::atomic<std::size_t> probes_ = 0;
  mutable std::optional<Error> error_;
  mutable RuleRegex regex_;
  mutable std::optional<Pattern> path_;
};

}  // namespace keyhound
