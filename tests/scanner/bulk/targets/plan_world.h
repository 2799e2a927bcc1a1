// SPDX-License-Identifier: Apache-2.0
// A world for plans in which waiting takes no time, and JSON as the documentation of the forges
// shows it.
#pragma once

#include <fmt/format.h>

#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "scanner/bulk/targets/plan_environment.h"

namespace keyhound::testing {

// Its clock goes on where somebody sleeps, and only there.
struct PlanWorld {
  std::map<std::string, std::string, std::less<>> variables;
  Timestamp now{1'800'000'000};
  std::vector<std::int64_t> slept;  // seconds
  std::vector<std::string> told;

  PlanEnvironment environment() {
    PlanEnvironment environment;
    environment.variable = [this](std::string_view name) {
      const auto found = variables.find(name);
      return found == variables.end() ? std::string() : found->second;
    };
    environment.clock = [this] { return now; };
    environment.sleep = [this](Duration duration) {
      slept.push_back(duration.seconds);
      now = now + duration;
    };
    environment.tell = [this](const std::string& sentence) { told.push_back(sentence); };
    return environment;
  }
};

// https://docs.github.com/rest/repos/repos#list-organization-repositories
inline nlohmann::json github_repository(int id, const std::string& full_name) {
  const std::string owner = full_name.substr(0, full_name.find('/'));
  return {{"id", id},
          {"node_id", "MDEwOlJlcG9zaXRvcnk="},
          {"name", full_name.substr(full_name.find('/') + 1)},
          {"full_name", full_name},
          {"owner", {{"login", owner}, {"id", 1}, {"type", "Organization"}}},
          {"private", false},
          {"html_url", "https://github.com/" + full_name},
          {"description", nullptr},
          {"fork", false},
          {"clone_url", "https://github.com/" + full_name + ".git"},
          {"mirror_url", nullptr},
          {"size", 108},
          {"default_branch", "main"},
          {"archived", false},
          {"disabled", false},
          {"visibility", "public"}};
}

// https://docs.gitlab.com/api/groups/#list-projects
inline nlohmann::json gitlab_project(int id, const std::string& path) {
  const std::string group = path.substr(0, path.rfind('/'));
  return {{"id", id},
          {"description", "foo"},
          {"default_branch", "main"},
          {"archived", false},
          {"empty_repo", false},
          {"visibility", "public"},
          {"ssh_url_to_repo", "git@gitlab.example.com:" + path + ".git"},
          {"http_url_to_repo", "https://gitlab.example.com/" + path + ".git"},
          {"web_url", "https://gitlab.example.com/" + path},
          {"path_with_namespace", path},
          {"namespace", {{"id", 5}, {"kind", "group"}, {"full_path", group}}},
          {"statistics", {{"commit_count", 37}, {"repository_size", 1038090}}}};
}

// https://docs.gitea.com/api/ (orgListRepos)
inline nlohmann::json gitea_repository(int id, const std::string& full_name) {
  const std::string owner = full_name.substr(0, full_name.find('/'));
  return {{"id", id},
          {"owner", {{"id", 3}, {"login", owner}}},
          {"full_name", full_name},
          {"empty", false},
          {"private", false},
          {"fork", false},
          {"mirror", false},
          {"size", 22},
          {"clone_url", "https://git.acme.example/" + full_name + ".git"},
          {"default_branch", "main"},
          {"archived", false},
          {"internal", false}};
}

}  // namespace keyhound::testing
