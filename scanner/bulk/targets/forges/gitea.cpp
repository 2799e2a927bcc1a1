// SPDX-License-Identifier: Apache-2.0
// Gitea, and Forgejo, which has the same API: https://docs.gitea.com/api/ (orgListRepos),
// https://docs.gitea.com/development/api-usage. An instance caps the length of pages by itself
// (MAX_RESPONSE_ITEMS); the Link header tells the next one.
#include <fmt/format.h>

#include "scanner/bulk/targets/forge.h"
#include "scanner/bulk/targets/forge_target.h"
#include "scanner/bulk/targets/json_record.h"

namespace keyhound {
namespace {

constexpr std::string_view kTokenVariables[] = {"KEYHOUND_GITEA_TOKEN", "GITEA_TOKEN"};
constexpr std::pair<std::string_view, std::string_view> kHeaders[] = {
    {"Accept", "application/json"}};

std::pair<std::string, std::string> authorise(const std::string& token) {
  return {"Authorization", "token " + token};
}

Result<std::string> first_page_of_organisation(const std::string& name, ForgeClient& /*client*/) {
  return fmt::format("/orgs/{}/repos?limit=100&page=1", percent_encoded(name));
}

Result<Target> read_repository(const JsonRecord& record) {
  KEYHOUND_TRY(Target target, target_of_clone_url(record, "clone_url"));
  KEYHOUND_TRY(target.default_branch, record.text("default_branch"));
  KEYHOUND_TRY(target.is_archived, record.flag("archived"));
  KEYHOUND_TRY(target.is_fork, record.flag("fork"));
  KEYHOUND_TRY(target.is_empty, record.flag("empty"));
  KEYHOUND_TRY(target.is_mirror, record.flag("mirror"));
  KEYHOUND_TRY(const bool is_private, record.flag("private"));
  KEYHOUND_TRY(const bool is_internal, record.flag("internal"));
  target.is_private = is_private || is_internal;
  KEYHOUND_TRY(const auto size, record.number("size"));  // KiB
  target.size_kib = size.value_or(0);
  KEYHOUND_TRY(const auto owner, record.object("owner"));
  if (owner) {
    KEYHOUND_TRY(target.organisation, owner->text("login"));
  }
  return target;
}

constexpr ForgeList kLists[] = {
    {"gitea-org", "ORG|URL",
     "Repositories of an organisation of Gitea or Forgejo: the address of its page, or its name "
     "with --api-url (again for more)",
     "organisation",
     "check its name; a private one is seen with a token alone (scope read:organization)",
     first_page_of_organisation},
};

}  // namespace

extern const Forge kGiteaForge;
const Forge kGiteaForge{"gitea",
                        "Gitea",
                        "",
                        "",
                        "/api/v1",
                        false,
                        kTokenVariables,
                        "read:organization and read:repository",
                        kHeaders,
                        authorise,
                        kLists,
                        read_repository};

}  // namespace keyhound
