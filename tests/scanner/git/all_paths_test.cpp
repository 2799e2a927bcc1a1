// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/all_paths.h"

#include <doctest/doctest.h>

#include "tests/scanner/git/attributed.h"

namespace keyhound::testing {

namespace {

class CountingReader final : public ObjectReader {
 public:
  explicit CountingReader(ObjectReader& reader) : reader_(reader) {}
  using ObjectReader::read;
  Result<ObjectData> read(const ObjectId& id, std::uint64_t limit) override {
    ++reads;
    return reader_.read(id, limit);
  }
  Result<ObjectHeader> read_header(const ObjectId& id) override { return reader_.read_header(id); }
  int reads = 0;

 private:
  ObjectReader& reader_;
};

}  // namespace

TEST_CASE("Names that a tree shares with its base elsewhere are found by reading it, no others") {
  GitRepoBuilder recipe;
  // Two directories that resemble each other so much that one becomes a delta of the other.
  for (int i = 0; i < 40; ++i) {
    const std::string name = "file" + std::to_string(i);
    recipe.write("one/" + name, name);
    if (i != 20) recipe.write("two/" + name, name);
  }
  recipe.stage().commit("first");
  for (int i = 0; i < 5; ++i) recipe.commit_file("one/file" + std::to_string(i), "x", "next");
  recipe.pack();
  Attributed all(recipe);
  const NodeNumber one = all.trees.forest.find(id_of(recipe.git({"rev-parse", "HEAD~5:one"})));
  const NodeNumber two = all.trees.forest.find(id_of(recipe.git({"rev-parse", "HEAD:two"})));
  REQUIRE(
      (all.trees.index.names_base(one) != kNoNode || all.trees.index.names_base(two) != kNoNode));
  CHECK(all.result.all_paths == all.paths_of_all_files());
  CountingReader counter(*all.trees.packs.reader);
  attribute(all.history, all.trees.forest, all.trees.index, counter, true);
  CHECK(counter.reads > 0);
  CHECK(counter.reads < 4);
}

}  // namespace keyhound::testing
