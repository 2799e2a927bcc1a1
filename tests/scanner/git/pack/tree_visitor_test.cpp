// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/pack/tree_visitor.h"

#include <doctest/doctest.h>

#include "tests/scanner/git/pack/tree_fixture.h"

namespace keyhound::testing {

namespace {

using Lines = std::vector<std::string>;

// Trees made by hand, shown to visitors as if they were the stored objects.
struct HandMade {
  HandMade() {
    for (int i = 0; i < 4; ++i) blobs.push_back(recipe.blob(std::to_string(i)));
    tree = store(recipe, "tree", raw_entry("100644", "x", blobs[0]));
    other = store(recipe, "tree", raw_entry("100644", "y", blobs[0]));
    third = store(recipe, "tree", raw_entry("100644", "z", blobs[0]));
    trees = std::make_unique<IndexedTrees>(recipe);
    wanted = all_but_blobs(trees->forest);
    for (int i = 0; i < 3; ++i) wanted[node(blobs[static_cast<std::size_t>(i)])] = true;
  }

  [[nodiscard]] NodeNumber node(const std::string& hex) const {
    return trees->forest.find(id_of(hex));
  }

  [[nodiscard]] DecodedObject whole(const std::string& hex, const std::string& bytes) const {
    return {node(hex), ObjectType::kTree, bytes, nullptr, {}, true};
  }

  void merge(std::vector<TreeVisitor*> visitors) {
    trees->index = TreeIndex::merge(trees->forest, visitors);
  }

  Lines edges(const std::string& hex) const { return trees->edges(node(hex)); }
  Lines names(const std::string& hex) const {
    Lines lines;
    for (const std::uint32_t name : trees->index.new_file_names(node(hex))) {
      lines.push_back(trees->index.name(name));
    }
    return lines;
  }

  GitRepoBuilder recipe;
  std::vector<std::string> blobs;  // wanted: all but the last
  std::string tree;                // the id of some stored tree
  std::string other;               // and of two more
  std::string third;
  std::unique_ptr<IndexedTrees> trees;
  WantedNodes wanted;
};

const std::string kGone(40, '7');

}  // namespace

TEST_CASE("A whole tree: wanted blobs, subtrees and what is missing, not submodules, all names") {
  HandMade made;
  const std::string bytes =
      raw_entry("100644", "a", made.blobs[0]) + raw_entry("100755", "b", made.blobs[3]) +
      raw_entry("120000", "c", made.blobs[1]) + raw_entry("40000", "d", made.other) +
      raw_entry("100644", "e", kGone) + raw_entry("40000", "f", kGone) +
      raw_entry("160000", "g", kGone) + raw_entry("100644", "h", made.other);
  TreeVisitor visitor(made.trees->forest, made.wanted);
  visitor.visit(made.whole(made.tree, bytes));
  made.merge({&visitor});
  CHECK(made.edges(made.tree) == Lines{"a file " + made.blobs[0], "c link " + made.blobs[1],
                                       "d tree " + made.other, "e file " + kGone, "f tree " + kGone,
                                       "h file " + made.other});
  CHECK(made.names(made.tree) == Lines{"a", "b", "c", "e", "h"});
  REQUIRE(made.trees->index.missing().size() == 2);
  CHECK(made.trees->index.missing()[0].type == ObjectType::kTree);
  CHECK(made.trees->index.missing()[1].type == ObjectType::kBlob);
  CHECK(made.trees->index.names_base(made.node(made.tree)) == kNoNode);
}

TEST_CASE("A delta takes edges over, from its own visitor's base and from another one's") {
  HandMade made;
  const std::string kept = raw_entry("100644", "k", made.blobs[0]) +
                           raw_entry("100644", "l", kGone) +
                           raw_entry("100644", "m", made.blobs[1]);
  const std::string first = raw_entry("100644", "a", made.blobs[1]) + kept;
  const std::string second = raw_entry("100644", "bb", made.blobs[2]) + kept;
  for (const bool is_foreign : {false, true}) {
    CAPTURE(is_foreign);
    TreeVisitor one(made.trees->forest, made.wanted);
    TreeVisitor two(made.trees->forest, made.wanted);
    const std::string numbers =
        raw_entry("100644", "n", made.blobs[0]) + raw_entry("100644", "o", std::string(40, '6'));
    two.visit(made.whole(made.third, numbers));  // so that its numbers are others
    const CarriedStateRef state = one.visit(made.whole(made.tree, first));
    REQUIRE(state);
    CHECK(state->memory() > 0);
    DecodedObject delta = made.whole(made.other, second);
    delta.base = state.get();
    const std::vector<CopiedRange> copied = {
        {second.size() - kept.size() - 25, first.size() - kept.size() - 25, kept.size() + 25}};
    delta.copied = copied;
    delta.has_deltas = false;
    (is_foreign ? two : one).visit(delta);
    made.merge({&one, &two});
    CHECK(made.edges(made.other) == Lines{"bb file " + made.blobs[2], "k file " + made.blobs[0],
                                          "l file " + kGone, "m file " + made.blobs[1]});
    CHECK(made.names(made.other) == Lines{"bb"});
  }
}

TEST_CASE("A second visit gives the same state and is not recorded") {
  HandMade made;
  const std::string bytes = raw_entry("100644", "a", made.blobs[0]);
  TreeVisitor visitor(made.trees->forest, made.wanted);
  const CarriedStateRef state = visitor.visit_again(made.whole(made.tree, bytes));
  REQUIRE(state);
  DecodedObject delta = made.whole(made.other, bytes);
  delta.base = state.get();
  const std::vector<CopiedRange> copied = {{0, 0, bytes.size()}};
  delta.copied = copied;
  visitor.visit(delta);
  made.merge({&visitor});
  CHECK_FALSE(made.trees->index.holds(made.node(made.tree)));
  CHECK(made.edges(made.other) == Lines{"a file " + made.blobs[0]});
  CHECK(made.names(made.other).empty());
}

TEST_CASE("Of a tree that breaks off the whole entries are kept, also for its deltas") {
  HandMade made;
  const std::string good = raw_entry("100644", "a", made.blobs[0]);
  const std::string half = raw_entry("100644", "b", made.blobs[1]);
  const std::string broken = good + half.substr(0, 20);
  TreeVisitor visitor(made.trees->forest, made.wanted);
  const CarriedStateRef state = visitor.visit(made.whole(made.tree, broken));
  const std::string mended = good + half;
  DecodedObject delta = made.whole(made.other, mended);
  delta.base = state.get();
  const std::vector<CopiedRange> copied = {{0, 0, broken.size()}};
  delta.copied = copied;
  visitor.visit(delta);
  made.merge({&visitor});
  CHECK(made.edges(made.tree) == Lines{"a file " + made.blobs[0]});
  CHECK(made.edges(made.other) == Lines{"a file " + made.blobs[0], "b file " + made.blobs[1]});
  REQUIRE(made.trees->index.broken().size() == 1);
  CHECK(made.trees->index.broken()[0].node == made.node(made.tree));
  CHECK(made.trees->index.is_broken(made.node(made.tree)));
}

TEST_CASE("A tree that could not be decoded is named and has no edges") {
  HandMade made;
  TreeVisitor visitor(made.trees->forest, made.wanted);
  visitor.fail(made.node(made.tree), Error{ErrorKind::kCorrupt, "bad stream"});
  made.merge({&visitor});
  REQUIRE(made.trees->index.broken().size() == 1);
  CHECK(made.trees->index.broken()[0].reason == "bad stream");
  CHECK_FALSE(made.trees->index.holds(made.node(made.tree)));
  CHECK(made.edges(made.tree).empty());
}

TEST_CASE("Where no blob is wanted, everything else still is") {
  GitRepoBuilder builder;
  builder.commit_file("a.txt", "content\n", "a");
  const IndexedTrees trees(builder);
  const WantedNodes wanted = all_but_blobs(trees.forest);
  REQUIRE(wanted.size() == trees.forest.size());
  for (NodeNumber n = 0; n < trees.forest.size(); ++n)
    CHECK(wanted[n] == (trees.forest.node(n).type != ObjectType::kBlob));
}

}  // namespace keyhound::testing
