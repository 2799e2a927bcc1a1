// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/platforms/github/github_conditions.h"

#include <algorithm>
#include <array>
#include <string>

#include "scanner/base/ascii.h"

namespace keyhound {
namespace {

// https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows
constexpr std::array<StrangerEvent, 12> kStrangerEvents = {{
    {"pull_request", false},
    {"pull_request_review", false},
    {"pull_request_review_comment", false},
    {"pull_request_target", true},
    {"workflow_run", true},
    {"issue_comment", true},
    {"issues", true},
    {"discussion", true},
    {"discussion_comment", true},
    {"fork", true},
    {"watch", true},
    {"pull_request_comment", true},
}};

// Values that only matter to tell strangers from others.
constexpr std::array<std::string_view, 11> kGuards = {
    "head.repo.full_name",  "head.repo.fork",     "head.repo.id",
    "head.repo.url",        "head.repo.owner",    "head_repository.full_name",
    "head_repository.fork", "author_association", "labels.*.name",
    "event.label.name",     "pull_request.merged"};

// Values of which only a comparison with one is a guard.
constexpr std::array<std::string_view, 6> kComparedGuards = {
    "github.actor", "github.triggering_actor", "user.login",
    "sender.login", "workflow_run.event",      "workflow_run.head_branch"};

std::string without_blanks(std::string_view text) {
  std::string packed = to_lower_ascii(text);
  packed.erase(
      std::remove_if(packed.begin(), packed.end(),
                     [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }),
      packed.end());
  return packed;
}

// The string that a value is compared with by ==, at each place where it is.
template <class Visit>
void for_each_equal(std::string_view packed, std::string_view value, Visit visit) {
  for (std::size_t at = packed.find(value); at != std::string_view::npos;
       at = packed.find(value, at + 1)) {
    std::string_view rest = packed.substr(at + value.size());
    if (!rest.starts_with("=='")) continue;
    rest.remove_prefix(3);
    visit(rest.substr(0, rest.find('\'')));
  }
}

// Bots act for whoever asks them to.
bool names_person(std::string_view packed, std::string_view value) {
  bool found = false;
  for_each_equal(packed, value, [&](std::string_view name) {
    found = found || (!name.empty() && !name.ends_with("[bot]"));
  });
  return found;
}

bool asks_for_other_events(std::string_view packed) {
  bool is_asked = false;
  bool is_stranger = false;
  for_each_equal(packed, "github.event_name", [&](std::string_view event) {
    is_asked = true;
    const StrangerEvent* known = find_stranger_event(event);
    is_stranger = is_stranger || (known != nullptr && known->has_secrets);
  });
  return is_asked && !is_stranger;
}

}  // namespace

const StrangerEvent* find_stranger_event(std::string_view name) {
  const auto found = std::find_if(kStrangerEvents.begin(), kStrangerEvents.end(),
                                  [&](const StrangerEvent& one) { return one.name == name; });
  return found == kStrangerEvents.end() ? nullptr : &*found;
}

bool keeps_strangers_out(std::string_view condition) {
  if (condition.empty()) return false;
  const std::string packed = without_blanks(condition);
  const auto is_asked = [&](std::string_view value) {
    return packed.find(value) != std::string::npos;
  };
  const auto is_person = [&](std::string_view value) { return names_person(packed, value); };
  return std::any_of(kGuards.begin(), kGuards.end(), is_asked) ||
         std::any_of(kComparedGuards.begin(), kComparedGuards.end(), is_person) ||
         asks_for_other_events(packed);
}

}  // namespace keyhound
