// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/pack/pack_set.h"

#include "tests/scanner/git/pack/pack_fixture.h"

namespace keyhound::testing {
namespace {

namespace fs = std::filesystem;

}  // namespace

TEST_CASE("Every place of an object is found, packs first") {
  GitRepoBuilder recipe;
  commit_versions(recipe, 0, 3);
  const ObjectId head = id_of(recipe.head());
  const std::string loose = read_whole_file(recipe.loose_object_path(recipe.head()));
  pack_with(recipe, {});
  commit_versions(recipe, 3, 3);
  recipe.git({"repack", "-a", "-q"});
  recipe.dir().write_file(".git/objects/" + head.hex().substr(0, 2) + "/" + head.hex().substr(2),
                          loose);
  const OpenedPacks opened(recipe);
  CHECK(opened.packs.packs().size() == 2);
  const auto first = opened.packs.find(head);
  const auto second = opened.packs.find(head, 1);
  const auto third = opened.packs.find(head, 2);
  REQUIRE(first);
  REQUIRE(second);
  REQUIRE(third);
  CHECK(first->pack == 0);
  CHECK(second->pack == 1);
  CHECK(third->pack == ObjectPlace::kLoose);
  CHECK_FALSE(opened.packs.find(head, 3));
  CHECK_FALSE(opened.packs.find(id_of(std::string(40, '1'))));
  CHECK_FALSE(opened.packs.find(ObjectId()));
}

TEST_CASE("Objects of alternates are found, and a missing alternate is told") {
  GitRepoBuilder lender;
  commit_versions(lender, 0, 3);
  lender.pack();
  GitRepoBuilder recipe;
  recipe.dir().write_file(".git/objects/info/alternates",
                          (lender.git_dir() / "objects").string() + "\n");
  commit_versions(recipe, 5, 2);
  {
    OpenedPacks opened(recipe);
    CHECK(opened.diagnostics.empty());
    CHECK(opened.packs.find(id_of(lender.head())));
    check_equals_libgit2(recipe, opened);
  }
  recipe.dir().append_file(".git/objects/info/alternates", "/nowhere/objects\n");
  const OpenedPacks opened(recipe);
  CHECK(only(opened.diagnostics, "missing-alternate").incomplete);
}

TEST_CASE("A pack of a promisor remote is known as such") {
  GitRepoBuilder recipe;
  commit_versions(recipe, 0, 2);
  recipe.pack();
  CHECK_FALSE(OpenedPacks(recipe).packs.packs().front()->is_promisor);
  write_whole_file(recipe.pack_path().replace_extension(".promisor"), "");
  CHECK(OpenedPacks(recipe).packs.packs().front()->is_promisor);
}

TEST_CASE("An index without its pack is told") {
  GitRepoBuilder recipe;
  commit_versions(recipe, 0, 2);
  recipe.pack();
  const fs::path pack = recipe.pack_path();
  fs::remove(pack);
  const OpenedPacks opened(recipe);
  const Diagnostic told = only(opened.diagnostics, "corrupt-pack");
  CHECK(told.subject == fs::canonical(pack.parent_path()) / pack.filename());
  CHECK(told.message.find("missing") != std::string::npos);
}

TEST_CASE("A pack whose index is missing, stale or damaged is read whole all the same") {
  GitRepoBuilder recipe;
  commit_versions(recipe);
  SUBCASE("offset deltas") { recipe.pack(); }
  SUBCASE("reference deltas") { pack_with(recipe, {}); }
  const fs::path index = recipe.pack_path().replace_extension(".idx");
  const std::string sound = read_whole_file(index);
  fs::permissions(index, fs::perms::owner_write, fs::perm_options::add);
  std::vector<ObjectId> all;
  {
    OpenedPacks opened(recipe);
    all = opened.packs.all_ids();
  }
  const auto check = [&](const char* how) {
    CAPTURE(how);
    OpenedPacks opened(recipe);
    CHECK(opened.packs.all_ids() == all);
    REQUIRE(opened.diagnostics.size() == 1);
    CHECK(opened.diagnostics[0].kind == "corrupt-index");
    CHECK(opened.diagnostics[0].subject == opened.packs.packs()[0]->path);
    CHECK(opened.diagnostics[0].incomplete);
    for (const ObjectId& id : all) CHECK(opened.reader->read(id));
  };
  write_whole_file(index, sound.substr(0, sound.size() / 2));
  check("cut short");
  write_whole_file(index, "");
  check("empty");
  write_whole_file(index, sound);
  flip_bytes(index, 1100, 3);
  check("flipped");
  fs::remove(index);
  check("missing");
}

TEST_CASE("A pack without an index finds the bases of its deltas in the other packs") {
  GitRepoBuilder recipe;
  commit_versions(recipe, 0, 10);
  recipe.pack();
  const fs::path first = recipe.pack_path();
  commit_versions(recipe, 10, 5);
  const std::string thin =
      recipe.git({"pack-objects", "--thin", "--revs", "--stdout", "-q"}, "HEAD\n^HEAD~5\n");
  recipe.git({"prune-packed", "-q"});
  OpenedPacks before(recipe);
  const std::vector<ObjectId> all = before.packs.all_ids();
  for (const ObjectId& id : all) {
    if (before.packs.find(id)->pack == ObjectPlace::kLoose)
      fs::remove(recipe.loose_object_path(id.hex()));
  }
  write_whole_file(first.parent_path() / "pack-thin.pack", thin);
  OpenedPacks opened(recipe);
  CHECK(opened.packs.all_ids() == all);
  CHECK(opened.diagnostics.size() == 1);
  for (const ObjectId& id : all) CHECK(opened.reader->read(id));
}

TEST_CASE("A repository without packs has none, and nothing is wrong") {
  const GitRepoBuilder recipe;
  const OpenedPacks opened(recipe);
  CHECK(opened.packs.packs().empty());
  CHECK(opened.packs.all_ids().empty());
  CHECK(opened.diagnostics.empty());
}

}  // namespace keyhound::testing
