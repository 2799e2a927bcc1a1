// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/pack/pack_reader.h"

#include "tests/scanner/git/pack/pack_fixture.h"

namespace keyhound::testing {

TEST_CASE("Packed, loose and borrowed objects are the same as libgit2 reads them") {
  GitRepoBuilder recipe;
  commit_versions(recipe);
  recipe.tag("v1", "a tag\n");
  SUBCASE("loose") {}
  SUBCASE("one pack with offset deltas") { recipe.pack(); }
  SUBCASE("reference deltas") { pack_with(recipe, {}); }
  SUBCASE("two packs, and loose objects") {
    recipe.pack();
    commit_versions(recipe, 20, 10);
    recipe.git({"repack", "-d", "-q"});
    commit_versions(recipe, 30, 3);
  }
  SUBCASE("the same objects in two packs") {
    pack_with(recipe, {"--delta-base-offset"});
    recipe.git({"repack", "-a", "-q", "-f", "--depth=2"});
  }
  OpenedPacks packs(recipe);
  CHECK(packs.diagnostics.empty());
  check_equals_libgit2(recipe, packs);
}

}  // namespace keyhound::testing
