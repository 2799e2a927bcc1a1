// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/pack/delta_forest.h"

#include <doctest/doctest.h>

#include <set>

#include "scanner/git/pack/pack_reader.h"
#include "tests/scanner/git/pack/forest_fixture.h"

namespace keyhound::testing {

TEST_CASE("Every stored object is a node of its type under its id, packed or loose") {
  GitRepoBuilder builder;
  commit_versions(builder, 30);
  builder.pack();
  builder.commit_file("loose.txt", "not packed\n", "loose");
  builder.tag("v1", "a tag");
  const OpenForest opened(builder);
  const DeltaForest& forest = opened.forest;
  CHECK(opened.diagnostics.empty());
  CHECK(forest.broken().empty());
  const auto reader = make_pack_reader(opened.packs);
  const std::vector<ObjectId> ids = opened.packs.all_ids();
  CHECK(forest.size() == ids.size());
  for (const ObjectId& id : ids) {
    const NodeNumber node = forest.find(id);
    REQUIRE(node != kNoNode);
    CHECK(forest.id(node) == id);
    CHECK(forest.node(node).type == reader->read_header(id)->type);
    CHECK_FALSE(forest.node(node).is_duplicate);
    CHECK(forest.find_likely(forest.id_bytes(node)) == node);
    forest.prefetch(node);  // of loose ones, too
    for (std::size_t i = 0; i < id.bytes().size(); ++i) {
      std::string damaged(forest.id_bytes(node));
      damaged[i] = static_cast<char>(damaged[i] ^ 1);
      CHECK(forest.find_likely(damaged) == kNoNode);
    }
  }
  CHECK(forest.find(*ObjectId::from_hex(std::string(40, '7'))) == kNoNode);
  CHECK(forest.find_likely(std::string(20, '\x77')) == kNoNode);
  CHECK(forest.find_likely(std::string(32, '\x77')) == kNoNode);
  CHECK(forest.find(*ObjectId::from_hex(std::string(64, '7'))) == kNoNode);
}

TEST_CASE("Each delta hangs below its base, and each family below one root") {
  GitRepoBuilder builder;
  commit_versions(builder, 30);
  builder.pack();
  const OpenForest opened(builder);
  const DeltaForest& forest = opened.forest;
  std::set<NodeNumber> seen;
  std::size_t deltas = 0;
  for (const ObjectType type :
       {ObjectType::kCommit, ObjectType::kTree, ObjectType::kBlob, ObjectType::kTag}) {
    std::vector<NodeNumber> pending = forest.roots(type);
    for (const NodeNumber root : pending) CHECK(forest.node(root).base == kNoNode);
    while (!pending.empty()) {
      const NodeNumber node = pending.back();
      pending.pop_back();
      CHECK(seen.insert(node).second);
      CHECK(forest.node(node).type == type);
      std::uint64_t below = 0;
      for (const NodeNumber child : forest.children(node)) {
        CHECK(forest.node(child).base == node);
        below += forest.weight(child);
        ++deltas;
        pending.push_back(child);
      }
      CHECK(forest.weight(node) > below);
    }
  }
  CHECK(seen.size() == forest.size());
  CHECK(deltas > 20);
}

TEST_CASE("Of an object that is stored twice one node is the duplicate") {
  GitRepoBuilder builder;
  builder.commit_file("a.txt", "stored twice\n", "one");
  const std::string id = builder.git({"rev-parse", "HEAD:a.txt"});
  builder.git({"repack", "-a", "-q"});  // the loose objects stay
  const OpenForest opened(builder);
  std::size_t duplicates = 0;
  for (NodeNumber n = 0; n < opened.forest.size(); ++n) {
    if (opened.forest.node(n).is_duplicate) ++duplicates;
  }
  CHECK(duplicates == 3);
  CHECK_FALSE(opened.forest.node(opened.forest.find(*ObjectId::from_hex(id))).is_duplicate);
}

TEST_CASE("A loose object that cannot be read is broken, with its reason") {
  GitRepoBuilder builder;
  builder.commit_file("a.txt", "will be damaged\n", "one");
  const std::string id = builder.git({"rev-parse", "HEAD:a.txt"});
  std::filesystem::resize_file(builder.loose_object_path(id), 3);
  const OpenForest opened(builder);
  REQUIRE(opened.forest.broken().size() == 1);
  CHECK(opened.forest.id(opened.forest.broken()[0].node).hex() == id);
  CHECK_FALSE(opened.forest.broken()[0].reason.empty());
}

}  // namespace keyhound::testing
