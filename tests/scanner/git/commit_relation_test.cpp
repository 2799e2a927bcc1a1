// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/commit_relation.h"

#include <doctest/doctest.h>

#include "scanner/git/pack/pack_reader.h"
#include "tests/support/git_repo_builder.h"

namespace keyhound {
namespace {

CommitRelation relation_in(const std::string& path, const std::string& base,
                           const std::string& head) {
  const auto repository = Repository::open(path);
  REQUIRE(repository);
  std::vector<Diagnostic> diagnostics;
  const PackSet packs = PackSet::open(*repository, diagnostics);
  const auto reader = make_pack_reader(packs);
  return relate_commits(*repository, *reader, *ObjectId::from_hex(base), *ObjectId::from_hex(head));
}

std::string hex_of(const std::optional<ObjectId>& id) { return id ? id->hex() : "none"; }

}  // namespace

TEST_CASE("Two branches part at their merge base, as git sees it") {
  testing::GitRepoBuilder builder;
  const std::string start = builder.commit_file("a", "1", "c0");
  builder.branch("topic");
  builder.commit_file("a", "2", "c1");
  const std::string main = builder.commit_file("a", "3", "c2");
  builder.checkout("topic");
  builder.commit_file("b", "1", "t1");
  const std::string topic = builder.commit_file("b", "2", "t2");
  const CommitRelation relation = relation_in(builder.path(), main, topic);
  CHECK(hex_of(relation.merge_base) == start);
  CHECK(relation.commits == 2);
  CHECK_FALSE(relation.cut_at);
  // A merge of the base into the topic moves the place where they part.
  builder.git({"merge", "-q", "--no-ff", "-m", "m", main});
  const std::string merged = builder.head();
  CHECK(hex_of(relation_in(builder.path(), main, merged).merge_base) == main);
  CHECK(relation_in(builder.path(), main, merged).commits == 3);
  CHECK(builder.git({"merge-base", main, merged}) == main);
}

TEST_CASE("A head that the base reaches adds nothing, and is where they part") {
  testing::GitRepoBuilder builder;
  const std::string first = builder.commit_file("a", "1", "c0");
  const std::string second = builder.commit_file("a", "2", "c1");
  CHECK(hex_of(relation_in(builder.path(), second, first).merge_base) == first);
  CHECK(relation_in(builder.path(), second, first).commits == 0);
  CHECK(hex_of(relation_in(builder.path(), second, second).merge_base) == second);
}

TEST_CASE("Commits of unrelated histories have no merge base") {
  testing::GitRepoBuilder builder;
  const std::string first = builder.commit_file("a", "1", "c0");
  const std::string other = builder.git({"commit-tree", "-m", "x", first + "^{tree}"});
  CHECK(hex_of(relation_in(builder.path(), other, first).merge_base) == "none");
}

TEST_CASE("A range that reaches the end of a shallow clone is cut there") {
  testing::GitRepoBuilder builder;
  const std::string first = builder.commit_file("a", "1", "c0");
  const std::string second = builder.commit_file("a", "2", "c1");
  const std::string third = builder.commit_file("a", "3", "c2");
  const testing::TempDir dir;
  const std::string clone = dir / "clone";
  builder.git({"clone", "-q", "--depth", "2", "file://" + builder.path(), clone});
  const CommitRelation whole = relation_in(clone, second, third);
  CHECK(hex_of(whole.merge_base) == second);
  CHECK_FALSE(whole.cut_at);
  const CommitRelation cut = relation_in(clone, third, second);
  CHECK(cut.commits == 0);
  CHECK_FALSE(cut.cut_at);
  builder.checkout(first);
  const std::string side = builder.commit_file("b", "1", "s");
  builder.branch("side");
  builder.git({"-C", clone, "fetch", "-q", "--depth", "1", "origin", "side:side"});
  CHECK(hex_of(relation_in(clone, third, side).cut_at) == side);
}

}  // namespace keyhound
