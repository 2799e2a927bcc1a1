// SPDX-License-Identifier: Apache-2.0
#include "scanner/scan/history_map.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>

#include "scanner/git/git_library.h"
#include "tests/support/git_repo_builder.h"

namespace keyhound {
namespace {

struct Mapped {
  explicit Mapped(const testing::GitRepoBuilder& builder, std::size_t threads = 2) {
    auto repository = Repository::open(builder.path());
    REQUIRE(repository);
    const auto reader = make_libgit2_reader(*repository);
    history = read_history(*repository, *reader, {});
    std::vector<Diagnostic> problems;
    const PackSet packs = PackSet::open(*repository, problems);
    auto made = map_history(packs, history, threads, nullptr);
    REQUIRE(made);
    map = std::move(*made);
  }

  // "commit path blob previous" of every event, short ids, sorted.
  [[nodiscard]] std::vector<std::string> events() const {
    std::vector<std::string> all;
    for (const BlobEvent& event : map.events) {
      const bool is_direct = event.commit >= history.commits.size();
      all.push_back((is_direct ? "-" : std::to_string(event.commit)) + " " + map.paths[event.path] +
                    " " + event.blob.hex().substr(0, 8) + " " +
                    (event.previous.is_null() ? "-" : event.previous.hex().substr(0, 8)));
    }
    std::sort(all.begin(), all.end());
    return all;
  }

  History history;
  HistoryMap map;
};

}  // namespace

TEST_CASE("The map tells which commit brought which blob to which path, and what stood there") {
  const GitLibrary library;
  testing::GitRepoBuilder builder;
  builder.commit_file("a", "one", "c0");
  builder.commit_file("a", "two", "c1");
  builder.write("b", "one").stage();
  builder.commit("c2");
  builder.commit_removal("a", "c3");
  const std::string one = builder.blob("one").substr(0, 8);
  const std::string two = builder.blob("two").substr(0, 8);
  const Mapped mapped(builder);
  CHECK(mapped.events() == std::vector<std::string>{"0 a " + one + " -", "1 a " + two + " " + one,
                                                    "2 b " + one + " -"});
  CHECK(mapped.map.blobs.size() == 2);
  CHECK(mapped.map.holds(*ObjectId::from_hex(builder.blob("two"))));
  CHECK_FALSE(mapped.map.holds(*ObjectId::from_hex(builder.blob("three"))));
  CHECK(mapped.map.diagnostics.empty());
}

TEST_CASE("The events of a blob are one range, and paths are distinct, on any number of threads") {
  const GitLibrary library;
  testing::GitRepoBuilder builder;
  for (int i = 0; i < 30; ++i)
    builder.commit_file("d/" + std::to_string(i % 7), std::to_string(i % 11), "c");
  const Mapped single(builder, 1);
  for (const std::size_t threads : {1U, 3U, 8U}) {
    const Mapped mapped(builder, threads);
    CHECK(mapped.events() == single.events());
    const HistoryMap& map = mapped.map;
    std::size_t covered = 0;
    for (const BlobGroup& group : map.blobs) {
      covered += group.end - group.begin;
      for (std::uint32_t i = group.begin; i < group.end; ++i)
        CHECK(map.events[i].blob == map.events[group.begin].blob);
    }
    CHECK(covered == map.events.size());
    CHECK(std::set<std::string>(map.paths.begin(), map.paths.end()).size() == map.paths.size());
  }
}

TEST_CASE("Blobs that a tag names without a commit stand at the ref's name") {
  const GitLibrary library;
  testing::GitRepoBuilder builder;
  builder.commit_file("a", "one", "c0");
  builder.git({"update-ref", "refs/tags/direct", builder.blob("loose text")});
  const Mapped mapped(builder);
  const std::string id = builder.blob("loose text").substr(0, 8);
  CHECK(mapped.events().front() == "- refs/tags/direct " + id + " -");
}

}  // namespace keyhound
