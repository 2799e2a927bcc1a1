// SPDX-License-Identifier: Apache-2.0
#include "scanner/dashboard/data/board_files.h"
#include "scanner/dashboard/data/data_file.h"

namespace keyhound {

BoardNames::BoardNames(const BoardModel& model) {
  for (const BoardRule& rule : model.rules)
    rules_.emplace(rule.id, static_cast<std::int64_t>(rules_.size()));
  for (const BoardOwner& owner : model.owners)
    owners_.emplace(owner.name, static_cast<std::int64_t>(owners_.size()));
  for (const BoardPolicy& policy : model.policies)
    policies_.emplace(policy.id, static_cast<std::int64_t>(policies_.size()));
}

std::int64_t BoardNames::find(const Index& index, const std::string& name) {
  const auto found = index.find(name);
  return found == index.end() ? -1 : found->second;
}

Status write_names_file(const BoardModel& model, const FileSink& sink) {
  BoardJson names = {{"now", board_time(model.now)}};
  names["per_file"] = {
      {"findings", kFindingsPerFile}, {"details", kDetailsPerFile}, {"about", kAboutPerFile}};
  BoardJson rules = BoardJson::array();
  for (const BoardRule& rule : model.rules)
    rules.push_back({board_text(rule.id), board_text(rule.title), board_text(rule.remedy)});
  names["rules"] = std::move(rules);
  BoardJson owners = BoardJson::array();
  for (const BoardOwner& owner : model.owners) owners.push_back(board_text(owner.name));
  names["owners"] = std::move(owners);
  BoardJson policies = BoardJson::array();
  for (const BoardPolicy& policy : model.policies)
    policies.push_back({board_text(policy.id), board_text(policy.title)});
  names["policies"] = std::move(policies);
  BoardJson repositories = BoardJson::array();
  for (const BoardRepository& one : model.repositories)
    repositories.push_back({board_text(one.name), one.first_finding, one.finding_count});
  names["repositories"] = std::move(repositories);
  return sink("names.js", "khData.setNames(" + board_line(names) + ");\n");
}

}  // namespace keyhound
