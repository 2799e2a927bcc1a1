// SPDX-License-Identifier: Apache-2.0
#include "policies/importers/foreign_baseline.h"

#include <algorithm>

#include "policies/importers/names.h"
#include "policies/importers/rule_names.h"
#include "policies/registry/yaml_text.h"
#include "scanner/base/glob.h"

namespace keyhound {
namespace {

constexpr std::size_t kMostLinesTold = 10;

// Windows writes '\'; "./a" and "a" are one place.
std::string portable(std::string path) {
  std::replace(path.begin(), path.end(), '\\', '/');
  while (path.starts_with("./")) path.erase(0, 2);
  return path;
}

void add_locators(std::string_view foreign_rule, const std::string& path,
                  const std::string& repository, std::vector<Locator>& locators) {
  const std::string glob = glob_of_path(path);
  const auto rules = rules_named(foreign_rule);
  for (const std::string_view rule : rules) {
    locators.push_back({std::string(rule), glob, repository, {}, {}});
  }
  if (rules.empty()) locators.push_back({{}, glob, repository, {}, {}});
}

std::string list_of(const std::vector<std::string>& lines) {
  std::string text;
  for (std::size_t i = 0; i < lines.size() && i < kMostLinesTold; ++i) {
    text += (i == 0 ? "" : ", ") + lines[i];
  }
  if (lines.size() > kMostLinesTold) text += ", ...";
  return text;
}

}  // namespace

std::string ForeignBaseline::add(const FoundPlace& found) {
  FoundPlace entry = found;
  entry.path = portable(entry.path);
  if (entry.repository.empty()) entry.repository = builder_.options().repository;
  if (entry.path.empty() && entry.provider_id.empty()) {
    builder_.leave_out("findings without a file, which no locator can name");
    return {};
  }
  const std::string id =
      entry.provider_id.empty()
          ? (found.repository.empty() ? id_of({tool_, entry.rule, entry.path})
                                      : id_of({tool_, entry.rule, found.repository, entry.path}))
          : id_of({tool_, entry.rule, entry.provider_id});
  Group& group = groups_[id];
  if (group.entries++ == 0) group.first = entry;
  if (!entry.path.empty()) group.places.emplace(entry.path, entry.repository);
  const bool is_new_line =
      std::find(group.lines.begin(), group.lines.end(), entry.line) == group.lines.end();
  if (!entry.line.empty() && group.lines.size() <= kMostLinesTold && is_new_line) {
    group.lines.push_back(entry.line);
  }
  return id;
}

std::string ForeignBaseline::add(const FoundPlace& found, const ForeignAcceptance& acceptance) {
  const std::string id = add(found);
  if (id.empty()) return id;
  Group& group = groups_[id];
  ++group.accepted;
  // What needs a fix outweighs what was a false alarm: the whole place is judged by it.
  const bool is_weightier =
      group.acceptance.type.empty() ||
      (group.acceptance.type == "tool-noise" && acceptance.type != "tool-noise");
  if (is_weightier) group.acceptance = acceptance;
  return id;
}

void ForeignBaseline::propose(const std::string& id, const Group& group) {
  const FoundPlace& found = group.first;
  const auto rules = rules_named(found.rule);
  Credential credential;
  credential.id = id;
  credential.title = shortened(found.path.empty() ? found.rule : found.rule + " in " + found.path);
  credential.kind = rules.size() == 1 ? std::string(rules.front()) : shortened(found.rule);
  for (const auto& [path, repository] : group.places) {
    add_locators(found.rule, path, repository, credential.identity.locators);
  }
  if (!found.provider_id.empty()) {
    credential.identity.provider_ids.push_back({found.provider_id, {}});
  }
  std::vector<std::string> notes;
  const bool is_one_place = group.places.size() == 1;
  if (is_one_place && !group.lines.empty())
    notes.push_back("lines: " + yaml_text(list_of(group.lines)));
  builder_.add_credential(std::move(credential), found.place, std::move(notes));
  if (group.accepted == 0) return;
  Exception exception;
  exception.id = id_of({"exc", id});
  exception.applies_to.credential = id;
  exception.type = group.acceptance.type;
  exception.reason = group.acceptance.reason;
  std::vector<std::string> exception_notes;
  if (group.accepted < group.entries) {
    exception_notes.push_back(std::to_string(group.accepted) + " of " +
                              std::to_string(group.entries) + " findings here were accepted");
  }
  builder_.add_exception(std::move(exception), std::move(exception_notes));
}

void ForeignBaseline::finish() {
  std::size_t without_rule = 0;
  std::size_t joined = 0;
  for (const auto& [id, group] : groups_) {
    propose(id, group);
    joined += group.entries - 1;
    if (rules_named(group.first.rule).empty()) without_rule += group.places.size();
  }
  builder_.remark(
      "findings were joined with another of the same rule in the same file, since a locator knows "
      "no lines",
      joined);
  builder_.remark(
      "locators name no rule, since keyhound has none of that name, and so take every secret of "
      "their file; add `rule`, or the fingerprint that a scan reports",
      without_rule);
}

}  // namespace keyhound
