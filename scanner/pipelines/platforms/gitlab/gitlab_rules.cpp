// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/platforms/gitlab/gitlab_rules.h"

#include <algorithm>
#include <array>

namespace keyhound {
namespace {

// A word in a condition or in `only:`, and the event that it stands for.
struct EventWord {
  std::string_view word;
  std::string_view event;
};

constexpr std::array<EventWord, 18> kConditionWords = {{
    {"external_pull_request_event", "external_pull_request"},
    {"CI_EXTERNAL_PULL_REQUEST", "external_pull_request"},
    {"merge_request_event", "merge_request"},
    {"CI_MERGE_REQUEST_", "merge_request"},
    {"CI_OPEN_MERGE_REQUESTS", "push"},
    {"CI_COMMIT_BRANCH", "push"},
    {"CI_COMMIT_REF", "push"},
    {"\"push\"", "push"},
    {"'push'", "push"},
    {"CI_COMMIT_TAG", "tag"},
    {"\"schedule\"", "schedule"},
    {"'schedule'", "schedule"},
    {"\"web\"", "web"},
    {"\"api\"", "api"},
    {"\"trigger\"", "trigger"},
    {"\"pipeline\"", "pipeline"},
    {"\"parent_pipeline\"", "parent_pipeline"},
    {"\"chat\"", "chat"},
}};

constexpr std::array<EventWord, 11> kOnlyWords = {{
    {"merge_requests", "merge_request"},
    {"external_pull_requests", "external_pull_request"},
    {"branches", "push"},
    {"pushes", "push"},
    {"tags", "tag"},
    {"schedules", "schedule"},
    {"triggers", "trigger"},
    {"api", "api"},
    {"web", "web"},
    {"pipelines", "pipeline"},
    {"chat", "chat"},
}};

void add_event(GitlabReader& reader, std::string_view event, TextRange range) {
  auto& triggers = reader.builder.definition().triggers;
  const bool is_known = std::any_of(triggers.begin(), triggers.end(),
                                    [&](const Trigger& one) { return one.event == event; });
  if (is_known) return;
  Trigger trigger;
  trigger.event = std::string(event);
  trigger.range = range;
  // A merge request of a fork runs in the fork, without the project's variables.
  trigger.is_outside = event == "merge_request" || event == "external_pull_request";
  trigger.has_secrets = !trigger.is_outside;
  triggers.push_back(std::move(trigger));
}

// The refs of `only:`: a list, or {refs: [...]}.
GitlabNode refs_of(GitlabReader& reader, GitlabNode only) {
  return is_mapping(only.node) ? reader.config.at(only, "refs") : only;
}

bool is_main_branch(std::string_view name) {
  return name == "main" || name == "master" || name == "production" || name == "trunk" ||
         name == "tags" || name == "$CI_DEFAULT_BRANCH";
}

bool has(std::string_view text, std::string_view word) {
  return text.find(word) != std::string_view::npos;
}

// A condition that only such a ref meets. Of one with || each part would have to.
bool is_guard(std::string_view condition) {
  if (has(condition, "||")) return false;
  if (has(condition, "CI_COMMIT_REF_PROTECTED"))
    return has(condition, "true") && has(condition, "==");
  if (has(condition, "!=") || has(condition, "=~") || has(condition, "!~")) return false;
  if (has(condition, "CI_DEFAULT_BRANCH") || has(condition, "$CI_COMMIT_TAG")) return true;
  if (!has(condition, "CI_COMMIT_BRANCH") && !has(condition, "CI_COMMIT_REF_NAME")) return false;
  for (const std::string_view name : {"\"main\"", "\"master\"", "'main'", "'master'"})
    if (has(condition, name)) return true;
  return false;
}

}  // namespace

void read_gitlab_triggers(GitlabReader& reader, GitlabNode rules, GitlabNode only) {
  const auto range_of = [&](GitlabNode node) {
    return reader.config.is_own(node.file) ? reader.builder.range_of(*node.node) : TextRange();
  };
  for (const GitlabNode& rule : reader.config.items(rules)) {
    const GitlabNode condition = reader.config.resolve(reader.config.at(rule, "if"));
    const bool is_never = text_of(reader.config.at(rule, "when").node) == "never";
    if (condition.node == nullptr || is_never) continue;
    for (const EventWord& one : kConditionWords)
      if (has(text_of(condition.node), one.word)) add_event(reader, one.event, range_of(condition));
  }
  for (const GitlabNode& ref : reader.config.items(refs_of(reader, only)))
    for (const EventWord& one : kOnlyWords)
      if (text_of(ref.node) == one.word) add_event(reader, one.event, range_of(ref));
}

bool is_gitlab_guarded(GitlabReader& reader, GitlabNode rules, GitlabNode only) {
  bool has_guard = false;
  for (const GitlabNode& rule : reader.config.items(rules)) {
    if (text_of(reader.config.at(rule, "when").node) == "never") continue;
    if (!is_guard(text_of(reader.config.resolve(reader.config.at(rule, "if")).node))) return false;
    has_guard = true;
  }
  if (has_guard) return true;
  const auto refs = reader.config.items(refs_of(reader, only));
  return !refs.empty() && std::all_of(refs.begin(), refs.end(), [](const GitlabNode& ref) {
    return is_main_branch(text_of(ref.node));
  });
}

}  // namespace keyhound
