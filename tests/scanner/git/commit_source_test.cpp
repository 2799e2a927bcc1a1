// SPDX-License-Identifier: Apache-2.0
#include "scanner/git/commit_source.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "scanner/git/pack/pack_reader.h"
#include "tests/scanner/git/git_fixture.h"
#include "tests/scanner/git/pack/forest_fixture.h"

namespace keyhound {
namespace {

// Three commits, the last a merge, by two authors.
struct SmallHistory {
  SmallHistory() {
    builder.commit_file("a", "1", "c0");
    builder.branch("side");
    builder.author("Bo", "bo@acme.example").commit_file("a", "2", "c1");
    builder.checkout("side").commit_file("b", "3", "c2");
    builder.checkout("main").merge_with_change("side", "c", "4", "merge");
    opened = std::make_unique<testing::OpenForest>(builder);
    reader = make_pack_reader(opened->packs);
  }

  // Adds the commits, every second to the other batch.
  void read_into(std::vector<CommitBatch>& batches) const {
    std::size_t turn = 0;
    for (NodeNumber n = 0; n < opened->forest.size(); ++n) {
      if (opened->forest.node(n).type != ObjectType::kCommit) continue;
      const auto data = reader->read(opened->forest.id(n));
      REQUIRE(data);
      const auto commit = parse_commit(data->bytes);
      REQUIRE(commit);
      batches[turn++ % batches.size()].add(n, *commit);
    }
  }

  testing::GitRepoBuilder builder;
  std::unique_ptr<testing::OpenForest> opened;
  std::unique_ptr<ObjectReader> reader;
};

std::string print(const Result<CommitFacts>& facts) {
  if (!facts) return "failed";
  std::string text = facts->tree.hex() + " " + std::string(facts->author_name) + " " +
                     std::string(facts->author_email) + " " +
                     std::to_string(facts->committed.seconds);
  for (const ObjectId& parent : facts->parents) text += " " + parent.hex();
  return text;
}

}  // namespace

TEST_CASE("A table of commits says what reading each of them says") {
  const SmallHistory history;
  std::vector<CommitBatch> batches(2);
  history.read_into(batches);
  std::vector<CommitBatch*> all = {&batches[0], &batches[1]};
  CommitTable table(history.opened->forest, all, *history.reader);
  const CommitObserver none;
  const auto reading = make_reading_source(*history.reader, none);
  std::size_t merges = 0;
  for (const char* revision : {"main", "main~1", "side", "main~2"}) {
    CAPTURE(std::string(revision));
    const ObjectId id = testing::id_of(history.builder.git({"rev-parse", revision}));
    const std::string expected = print(reading->find(id));
    CHECK(expected != "failed");
    const auto found = table.find(id);
    CHECK(print(found) == expected);
    REQUIRE(found);
    if (found->parents.size() == 2) ++merges;
  }
  CHECK(merges == 1);
  CHECK(table.find(testing::id_of(history.builder.head()))->author_name == "Bo");
}

TEST_CASE("A commit that no batch has is read when it is asked for") {
  const SmallHistory history;
  CommitTable table(history.opened->forest, {}, *history.reader);
  const auto found = table.find(testing::id_of(history.builder.head()));
  REQUIRE(found);
  CHECK(found->parents.size() == 2);
}

TEST_CASE("What is missing, and what is no commit, is an error in both sources") {
  const SmallHistory history;
  std::vector<CommitBatch> batches(1);
  history.read_into(batches);
  std::vector<CommitBatch*> all = {&batches[0]};
  CommitTable table(history.opened->forest, all, *history.reader);
  const CommitObserver none;
  const auto reading = make_reading_source(*history.reader, none);
  const ObjectId tree = testing::id_of(history.builder.git({"rev-parse", "HEAD^{tree}"}));
  const ObjectId missing = testing::id_of(std::string(40, '7'));
  for (CommitSource* source : std::initializer_list<CommitSource*>{&table, reading.get()}) {
    CHECK(source->find(missing).error().kind == ErrorKind::kNotFound);
    CHECK(source->find(tree).error().kind == ErrorKind::kCorrupt);
  }
}

TEST_CASE("The observer hears of every commit that is read") {
  const SmallHistory history;
  std::vector<std::string> heard;
  const CommitObserver observer = [&heard](const auto& commit) {
    heard.push_back(commit.id.hex() + " " + std::string(commit.message));
  };
  const auto reading = make_reading_source(*history.reader, observer);
  REQUIRE(reading->find(testing::id_of(history.builder.head())));
  REQUIRE(heard.size() == 1);
  CHECK(heard[0].starts_with(history.builder.head()));
  CHECK(heard[0].find("merge") != std::string::npos);
}

}  // namespace keyhound
