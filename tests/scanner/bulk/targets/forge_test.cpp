// SPDX-License-Identifier: Apache-2.0
#include "scanner/bulk/targets/forge.h"

#include <doctest/doctest.h>

#include <set>
#include <string>

namespace keyhound {

TEST_CASE("Every forge has lists of names of their own, and what messages need") {
  std::set<std::string_view> ids;
  REQUIRE(forges().size() >= 3);
  for (const Forge* forge : forges()) {
    CAPTURE(std::string(forge->provider));
    CHECK_FALSE(forge->name.empty());
    CHECK(forge->api_path.starts_with("/api/"));
    CHECK(forge->public_host.empty() == forge->public_api.empty());
    CHECK_FALSE(forge->token_rights.empty());
    REQUIRE_FALSE(forge->token_variables.empty());
    CHECK(forge->token_variables[0].starts_with("KEYHOUND_"));
    REQUIRE_FALSE(forge->lists.empty());
    for (const ForgeList& list : forge->lists) {
      CHECK(list.id.starts_with(forge->provider));
      CHECK(ids.insert(list.id).second);
      CHECK_FALSE(list.not_found.empty());
      CHECK(find_forge_list(list.id)->list == &list);
    }
  }
  CHECK((find_forge_list("x\x1b").error().kind == ErrorKind::kUsage));
}

}  // namespace keyhound
