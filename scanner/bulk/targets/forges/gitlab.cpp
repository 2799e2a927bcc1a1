// SPDX-License-Identifier: Apache-2.0
// GitLab: https://docs.gitlab.com/api/groups/#list-projects,
// https://docs.gitlab.com/api/projects/ (members of a project, statistics),
// https://docs.gitlab.com/api/rest/#pagination. Statistics come to those alone who may read the
// repository as a reporter; they are asked for always, and missed without harm. Projects that were
// shared with the group belong to another one and are left to it.
#include <fmt/format.h>

#include "scanner/bulk/targets/forge.h"
#include "scanner/bulk/targets/forge_target.h"
#include "scanner/bulk/targets/json_record.h"

namespace keyhound {
namespace {

constexpr std::uint64_t kBytesInKib = 1024;

constexpr std::string_view kTokenVariables[] = {"KEYHOUND_GITLAB_TOKEN", "GITLAB_TOKEN"};
constexpr std::pair<std::string_view, std::string_view> kHeaders[] = {
    {"Accept", "application/json"}};

std::pair<std::string, std::string> authorise(const std::string& token) {
  return {"PRIVATE-TOKEN", token};
}

Result<std::string> first_page_of_group(const std::string& name, ForgeClient& /*client*/) {
  return fmt::format(
      "/groups/{}/projects?include_subgroups=true&with_shared=false&statistics=true&order_by=id"
      "&sort=asc&per_page=100&page=1",
      percent_encoded(name));
}

Result<Target> read_repository(const JsonRecord& record) {
  KEYHOUND_TRY(Target target, target_of_clone_url(record, "http_url_to_repo"));
  KEYHOUND_TRY(target.default_branch, record.text("default_branch"));
  KEYHOUND_TRY(target.is_archived, record.flag("archived"));
  KEYHOUND_TRY(target.is_empty, record.flag("empty_repo"));
  KEYHOUND_TRY(target.is_mirror, record.flag("mirror"));
  KEYHOUND_TRY(const auto parent, record.object("forked_from_project"));
  target.is_fork = parent.has_value();
  KEYHOUND_TRY(const std::string visibility, record.text("visibility"));
  target.is_private = !visibility.empty() && visibility != "public";
  KEYHOUND_TRY(const auto statistics, record.object("statistics"));
  if (statistics) {
    KEYHOUND_TRY(const auto size, statistics->number("repository_size"));  // bytes
    target.size_kib = (size.value_or(0) + kBytesInKib - 1) / kBytesInKib;
  }
  KEYHOUND_TRY(const auto parent_group, record.object("namespace"));
  if (parent_group) {
    KEYHOUND_TRY(target.organisation, parent_group->text("full_path"));
  }
  KEYHOUND_TRY(const std::string access, record.text("repository_access_level"));
  if (access == "disabled") {
    target.excluded = "disabled";
    target.excluded_message = "the project has its repository switched off";
  }
  return target;
}

constexpr ForgeList kLists[] = {
    {"gitlab-group", "GROUP|URL",
     "Projects of a GitLab group and of its subgroups: its path, or the address of its page (again "
     "for more)",
     "group", "check its full path (group/subgroup); a private one is seen with a token alone",
     first_page_of_group},
};

}  // namespace

extern const Forge kGitlabForge;
const Forge kGitlabForge{"gitlab",  "GitLab",  "gitlab.com",    "https://gitlab.com/api/v4",
                         "/api/v4", false,     kTokenVariables, "read_api and read_repository",
                         kHeaders,  authorise, kLists,          read_repository};

}  // namespace keyhound
