// SPDX-License-Identifier: Apache-2.0
// GitHub, GitHub Enterprise Server and Cloud:
// https://docs.github.com/rest/repos/repos#list-organization-repositories,
// https://docs.github.com/rest/repos/repos#list-repositories-for-a-user,
// https://docs.github.com/rest/repos/repos#list-repositories-for-the-authenticated-user,
// https://docs.github.com/enterprise-server/rest (the address of an instance's API).
#include <fmt/format.h>

#include "scanner/base/ascii.h"
#include "scanner/bulk/targets/forge.h"
#include "scanner/bulk/targets/forge_client.h"
#include "scanner/bulk/targets/forge_target.h"
#include "scanner/bulk/targets/json_record.h"

namespace keyhound {
namespace {

constexpr std::string_view kTokenVariables[] = {"KEYHOUND_GITHUB_TOKEN", "GITHUB_TOKEN",
                                                "GH_TOKEN"};
constexpr std::pair<std::string_view, std::string_view> kHeaders[] = {
    {"Accept", "application/vnd.github+json"}, {"X-GitHub-Api-Version", "2022-11-28"}};

// Those that are made meanwhile come last, and move none to a page that was read already.
constexpr std::string_view kOrder = "sort=created&direction=asc&per_page=100&page=1";

std::pair<std::string, std::string> authorise(const std::string& token) {
  return {"Authorization", "Bearer " + token};
}

Result<std::string> first_page_of_organisation(const std::string& name, ForgeClient& /*client*/) {
  return fmt::format("/orgs/{}/repos?type=all&{}", percent_encoded(name), kOrder);
}

// The list of a user has public repositories alone, also for the user; those of a token's own user
// stand in another one. Tokens of apps and workflows have no user, and are refused there.
Result<std::string> first_page_of_user(const std::string& name, ForgeClient& client) {
  const std::string page =
      fmt::format("/users/{}/repos?type=owner&{}", percent_encoded(name), kOrder);
  if (!client.has_token()) return page;
  const auto user = client.get("/user");
  if (!user) return page;
  KEYHOUND_TRY(const JsonRecord record, JsonRecord::of(user->value));
  KEYHOUND_TRY(const std::string login, record.text("login"));
  if (to_lower_ascii(login) != to_lower_ascii(name)) return page;
  return fmt::format("/user/repos?affiliation=owner&{}", kOrder);
}

Result<Target> read_repository(const JsonRecord& record) {
  KEYHOUND_TRY(Target target, target_of_clone_url(record, "clone_url"));
  KEYHOUND_TRY(target.default_branch, record.text("default_branch"));
  KEYHOUND_TRY(target.is_archived, record.flag("archived"));
  KEYHOUND_TRY(target.is_fork, record.flag("fork"));
  KEYHOUND_TRY(const std::string mirror_url, record.text("mirror_url"));
  target.is_mirror = !mirror_url.empty();
  KEYHOUND_TRY(const bool is_private, record.flag("private"));
  KEYHOUND_TRY(const std::string visibility, record.text("visibility"));
  target.is_private = is_private || visibility == "internal";
  KEYHOUND_TRY(const auto size, record.number("size"));  // KiB
  target.size_kib = size.value_or(0);
  KEYHOUND_TRY(const auto owner, record.object("owner"));
  if (owner) {
    KEYHOUND_TRY(target.organisation, owner->text("login"));
  }
  KEYHOUND_TRY(const bool is_disabled, record.flag("disabled"));
  if (is_disabled) {
    target.excluded = "disabled";
    target.excluded_message = "GitHub has disabled the repository, and gives nobody its content";
  }
  return target;
}

constexpr ForgeList kLists[] = {
    {"github-org", "ORG|URL",
     "Repositories of a GitHub organisation: its name, or the address of its page (again for more)",
     "organisation",
     "check its name (a person's repositories: --github-user); private repositories are seen with "
     "a "
     "token alone",
     first_page_of_organisation},
    {"github-user", "USER|URL",
     "Repositories of a GitHub user; private ones with a token of that user (again for more)",
     "user", "check the name (an organisation's repositories: --github-org)", first_page_of_user},
};

}  // namespace

extern const Forge kGithubForge;
const Forge kGithubForge{
    "github",        "GitHub",
    "github.com",    "https://api.github.com",
    "/api/v3",       true,
    kTokenVariables, "repo (fine-grained: read access to metadata and contents)",
    kHeaders,        authorise,
    kLists,          read_repository};

}  // namespace keyhound
