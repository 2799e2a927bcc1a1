// SPDX-License-Identifier: Apache-2.0
#include "scanner/engine/compiled_rule.h"

#include <algorithm>

#include "scanner/base/ascii.h"
#include "scanner/base/check.h"
#include "scanner/engine/regex_reach.h"
#include "scanner/engine/trigger_table.h"

namespace keyhound {
namespace {

Status name_identity_groups(const Rule& rule, RuleRegex& regex) {
  const auto& names = regex.relaxed->group_names();
  for (const std::string& name : rule.identity) {
    const auto group = names.find(name);
    if (group == names.end()) {
      return fail(ErrorKind::kConfiguration,
                  "identity names the group \"" + name + "\", which the regex does not have");
    }
    regex.identity.emplace_back(name, group->second);
  }
  return {};
}

// secret_group, or every group in turn that is not public.
Status choose_secret_groups(const Rule& rule, RuleRegex& regex) {
  const int groups = regex.relaxed->group_count();
  if (rule.secret_group < 0 || rule.secret_group > groups) {
    return fail(ErrorKind::kConfiguration, "secret_group is " + std::to_string(rule.secret_group) +
                                               ", and the regex has " + std::to_string(groups) +
                                               " groups");
  }
  if (rule.secret_group > 0) {
    regex.secret_groups.push_back(rule.secret_group);
    return {};
  }
  for (int group = 1; group <= groups; ++group) {
    if (std::none_of(regex.identity.begin(), regex.identity.end(),
                     [group](const auto& named) { return named.second == group; })) {
      regex.secret_groups.push_back(group);
    }
  }
  return {};
}

Result<RuleRegex> compile_rule_regex(const Rule& rule, bool is_proved) {
  RuleRegex regex;
  KEYHOUND_TRY(regex.relaxed,
               is_proved ? RelaxedRegex::compile(rule.regex) : RelaxedRegex::prove(rule.regex));
  KEYHOUND_TRY_STATUS(name_identity_groups(rule, regex));
  KEYHOUND_TRY_STATUS(choose_secret_groups(rule, regex));
  regex.group_count = regex.secret_groups.empty() ? 1 : regex.secret_groups.back() + 1;
  return regex;
}

}  // namespace

Result<std::unique_ptr<CompiledRule>> CompiledRule::create(const Rule& rule) {
  std::unique_ptr<CompiledRule> compiled(new CompiledRule(rule));
  const auto prepare = [&]() -> Status {
    // RE2 bounds the size of the regex before the analysis walks it.
    KEYHOUND_TRY_STATUS(compiled->compile());
    KEYHOUND_TRY(compiled->plan_, make_match_plan(rule));
    return {};
  };
  if (Status status = prepare(); !status) return fail(rule_error(rule, status.error()));
  return compiled;
}

std::unique_ptr<CompiledRule> CompiledRule::create_proved(const Rule& rule, MatchPlan plan) {
  std::unique_ptr<CompiledRule> compiled(new CompiledRule(rule));
  compiled->plan_ = std::move(plan);
  compiled->is_proved_ = true;
  return compiled;
}

CompiledRule::CompiledRule(const Rule& rule) : rule_(rule) {
  for (const std::string& keyword : rule.keywords) keywords_.push_back(to_lower_ascii(keyword));
}

Status CompiledRule::compile() const {
  std::call_once(once_, [this] {
    Result<RuleRegex> regex = compile_rule_regex(rule_, is_proved_);
    if (!regex) {
      error_ = std::move(regex).error();
      return;
    }
    regex_ = std::move(*regex);
    is_compiled_.store(true, std::memory_order_relaxed);
    if (rule_.path.empty()) return;
    Result<Pattern> path = Pattern::compile(rule_.path);
    if (path) {
      path_ = std::move(*path);
    } else {
      error_ = std::move(path).error().within("path");
    }
  });
  if (error_) return fail(*error_);
  return {};
}

const RuleRegex& CompiledRule::regex() const {
  KEYHOUND_CHECK(compile());
  return regex_;
}

bool CompiledRule::may_match(std::string_view text, std::size_t first, std::size_t last) const {
  constexpr unsigned kMostLooks = 64;  // of a rule that hits often RE2 is quicker
  if (!is_proved_ || plan_.max_length == kUnbounded || is_compiled_.load(std::memory_order_relaxed))
    return true;
  if (looks_.fetch_add(1, std::memory_order_relaxed) >= kMostLooks) return true;
  std::call_once(tree_once_, [this] {
    if (auto tree = parse_regex(rule_.regex)) tree_ = std::move(*tree);
  });
  if (tree_ == nullptr) return true;
  const std::size_t end = std::min(text.size(), add_widths(last, plan_.max_length));
  return keyhound::may_match(*tree_, text, first, last, end);
}

bool CompiledRule::prefers_probes(std::size_t places) const {
  constexpr std::size_t kMostProbes = 1024;
  // Without a bound every answer might take reading to the end of the text.
  if (plan_.max_length == kUnbounded || places > kMostProbes) return false;
  if (probes_.load(std::memory_order_relaxed) > kMostProbes) return false;
  return probes_.fetch_add(places, std::memory_order_relaxed) <= kMostProbes;
}

bool CompiledRule::applies_to_path(std::string_view path) const {
  if (rule_.path.empty()) return true;
  KEYHOUND_CHECK(compile());
  return path_->matches(path);
}

bool CompiledRule::has_keyword(std::string_view text, std::size_t start, std::size_t end) const {
  if (keywords_.empty()) return true;
  const std::size_t from = start > kKeywordReach ? start - kKeywordReach : 0;
  const std::size_t to = std::min(text.size(), end + kKeywordReach);
  const std::string near = to_lower_ascii(text.substr(from, to - from));
  return std::any_of(keywords_.begin(), keywords_.end(), [&near](const std::string& keyword) {
    return near.find(keyword) != std::string::npos;
  });
}

}  // namespace keyhound
