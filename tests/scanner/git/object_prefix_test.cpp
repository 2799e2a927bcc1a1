// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/object_prefix.h"

#include <doctest/doctest.h>

#include "tests/scanner/git/git_fixture.h"

namespace keyhound::testing {

TEST_CASE("Objects are found by the start of their id, in packs and loose, in both formats") {
  for (const char* format : {"sha1", "sha256"}) {
    CAPTURE(format);
    GitRepoBuilder recipe(GitRepoBuilder::Kind::kWorkTree, format);
    for (int i = 0; i < 60; ++i) recipe.blob(std::to_string(i));
    recipe.commit_file("a.txt", "packed\n", "first");
    recipe.pack();
    recipe.commit_file("a.txt", "loose\n", "second");
    const Repository repository = open_or_throw(recipe.path());
    std::vector<Diagnostic> diagnostics;
    const PackSet packs = PackSet::open(repository, diagnostics);
    const std::vector<ObjectId> all = packs.all_ids();
    CHECK(all.size() > 60);
    for (const ObjectId& id : all) {
      for (std::size_t digits = 0; digits <= id.hex().size(); digits += digits < 4 ? 1 : 12) {
        const std::string prefix = id.hex().substr(0, digits);
        std::vector<ObjectId> expected = all;
        std::erase_if(expected, [&](const ObjectId& i) { return !i.hex().starts_with(prefix); });
        CHECK(ids_with_prefix(packs, prefix) == expected);
      }
    }
    const std::string whole = all.front().hex();
    CHECK(ids_with_prefix(packs, whole + "0").empty());
    CHECK(ids_with_prefix(packs, whole.substr(0, 8) + "x").empty());
  }
}

}  // namespace keyhound::testing
