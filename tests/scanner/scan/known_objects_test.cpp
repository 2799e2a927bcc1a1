// SPDX-License-Identifier: Apache-2.0
// What the program says with and without a state file is compared in tests/e2e/state_test.cpp; here
// it is counted what a scan leaves out.
#include "scanner/scan/known_objects.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <filesystem>

#include "scanner/git/repository.h"
#include "scanner/scan/history_objects.h"
#include "scanner/scan/open_repository.h"
#include "tests/scanner/scan/scan_fixture.h"
#include "tests/support/git_repo_builder.h"

namespace keyhound {
namespace {

// A repository, and a state file beside it.
struct StateFixture {
  ScanFixture fixture;
  testing::GitRepoBuilder builder;
  testing::TempDir dir;
  ScanRequest request;

  StateFixture() { request.state_file = dir.str() + "/state"; }

  struct Counts {
    std::uint64_t stored = 0;    // objects that are no trees
    std::uint64_t left_out = 0;  // of those
    std::size_t hits = 0;
    ScanStatistics statistics;
    std::vector<Diagnostic> diagnostics;
  };

  // Scans the objects and remembers them.
  Counts scan() {
    auto repository = Repository::open(builder.path());
    REQUIRE(repository);
    OpenRepository opened(std::move(*repository));
    Counts counts;
    const PackSet& packs = opened.packs(counts.diagnostics);
    HistoryObjects objects(fixture.context(), request, packs);
    REQUIRE(objects.scan_messages());
    REQUIRE(objects.scan_blobs());
    for (NodeNumber n = 0; n < objects.forest().size(); ++n) {
      if (objects.forest().node(n).type == ObjectType::kTree) continue;
      ++counts.stored;
      if (objects.known()->left_out()[n]) ++counts.left_out;
    }
    counts.hits = objects.blob_hits.size() + objects.message_hits.size();
    counts.statistics = objects.statistics;
    CommitTable commits(objects.forest(), objects.commits(), objects.reader());
    objects.known()->remember(objects, commits);
    for (const Diagnostic& one : objects.known()->diagnostics) counts.diagnostics.push_back(one);
    return counts;
  }

  // The newest blob cannot be inflated after this.
  void damage_pack() {
    const auto path = builder.pack_path();
    std::filesystem::permissions(path, std::filesystem::perms::owner_write,
                                 std::filesystem::perm_options::add);
    const auto entry = builder.packed_entry(builder.git({"rev-parse", "HEAD:a.txt"}));
    testing::flip_bytes(path, entry.offset + entry.size - 2, 1);
  }

  void add_files(unsigned begin, unsigned end) {
    for (unsigned i = begin; i < end; ++i) {
      builder.commit_file("a.txt", testing::alphanumerics(i, 2000) + "\n" + acme_token(i) + "\n",
                          "message " + acme_token(100 + i));
    }
  }
};

}  // namespace

TEST_CASE("What is known is left out, and counted and found all the same") {
  StateFixture state;
  state.add_files(0, 6);
  const auto first = state.scan();
  CHECK(first.stored == 12);
  CHECK(first.left_out == 0);
  CHECK(first.hits == 12);
  const auto second = state.scan();
  CHECK(second.left_out == 12);
  CHECK(second.hits == first.hits);
  CHECK(second.statistics.blobs == first.statistics.blobs);
  CHECK(second.statistics.bytes == first.statistics.bytes);
  state.add_files(6, 8);
  const auto third = state.scan();
  CHECK(third.stored == 16);
  CHECK(third.left_out == 12);
  CHECK(third.hits == 16);
}

TEST_CASE("Objects are known in another pack than the one they were scanned in") {
  StateFixture state;
  state.add_files(0, 6);
  const auto first = state.scan();
  state.builder.pack();
  const auto second = state.scan();
  CHECK(second.stored == 12);
  CHECK(second.left_out == 12);
  CHECK(second.hits == first.hits);
}

TEST_CASE("A family with a new object is walked whole, and nothing is found twice") {
  StateFixture state;
  std::string text = testing::alphanumerics(1, 5000) + "\n" + acme_token(1) + "\n";
  state.builder.commit_file("a.txt", text, "one");
  state.builder.pack();
  const auto first = state.scan();
  CHECK(first.hits == 1);
  state.builder.commit_file("a.txt", text + "more\n", "two");
  state.builder.pack();
  const auto second = state.scan();
  CHECK(second.stored == 4);
  CHECK(second.left_out < 4);
  CHECK(second.hits == 2);
  CHECK(second.statistics.blobs == 2);
}

TEST_CASE("What was scanned in a pack that does not fit its checksum is not remembered") {
  StateFixture state;
  state.add_files(0, 3);
  state.builder.pack();
  const auto path = state.builder.pack_path();
  const std::string whole = testing::read_whole_file(path);
  state.damage_pack();
  const auto first = state.scan();
  const auto second = state.scan();
  CHECK(second.left_out == 0);
  CHECK(second.hits == first.hits);
  testing::write_whole_file(path, whole);
  CHECK(state.scan().left_out == 0);
  CHECK(state.scan().left_out == 6);
}

TEST_CASE("Known objects are scanned anew in a pack that does not fit its checksum") {
  StateFixture state;
  state.add_files(0, 3);
  CHECK(state.scan().hits == 6);
  state.builder.pack();
  state.damage_pack();
  const auto again = state.scan();
  CHECK(again.left_out == 0);
  CHECK(again.hits == 5);  // each once, without that of the damaged blob
}

TEST_CASE("An object that is not what its id says is not remembered") {
  StateFixture state;
  state.add_files(0, 2);
  const auto of = [&](const char* revision) {
    return state.builder.loose_object_path(state.builder.git({"rev-parse", revision}));
  };
  const auto victim = of("HEAD~1:a.txt");
  std::filesystem::permissions(victim, std::filesystem::perms::owner_write,
                               std::filesystem::perm_options::add);
  testing::write_whole_file(victim, testing::read_whole_file(of("HEAD:a.txt")));
  state.scan();
  CHECK(state.scan().left_out == 3);
}

TEST_CASE("A damaged loose object is tried again, and the others are left out") {
  StateFixture state;
  state.add_files(0, 3);
  const std::string blob = state.builder.git({"rev-parse", "HEAD:a.txt"});
  const auto path = state.builder.loose_object_path(blob);
  std::filesystem::permissions(path, std::filesystem::perms::owner_write,
                               std::filesystem::perm_options::add);
  testing::flip_bytes(path, 900, 4);
  CHECK(state.scan().left_out == 0);
  CHECK(state.scan().left_out == 5);
}

TEST_CASE("Other rules, or a damaged file, make everything new") {
  StateFixture state;
  state.add_files(0, 3);
  CHECK(state.scan().left_out == 0);
  CHECK(state.scan().left_out == 6);
  state.fixture = ScanFixture(std::string(kSmallRules) + "# more\n" +
                              "[[rules]]\nid = \"more\"\ndescription = \"More\"\n"
                              "regex = '''more_[0-9]{8}'''\n");
  const auto changed = state.scan();
  CHECK(changed.left_out == 0);
  CHECK(changed.diagnostics.empty());
  CHECK(state.scan().left_out == 6);
  testing::flip_bytes(state.request.state_file, 100, 1);
  const auto damaged = state.scan();
  CHECK(damaged.left_out == 0);
  REQUIRE(damaged.diagnostics.size() == 1);
  CHECK(damaged.diagnostics[0].kind == "damaged-state");
  CHECK_FALSE(damaged.diagnostics[0].incomplete);
  CHECK(state.scan().left_out == 6);
}

TEST_CASE("The file is left as it is when there is no news, and written when something is gone") {
  StateFixture state;
  state.add_files(0, 3);
  state.scan();
  const auto long_ago = std::filesystem::file_time_type::clock::now() - std::chrono::hours(9);
  const auto is_written = [&] {
    std::filesystem::last_write_time(state.request.state_file, long_ago);
    state.scan();
    return std::filesystem::last_write_time(state.request.state_file) > long_ago;
  };
  CHECK_FALSE(is_written());
  std::filesystem::remove(
      state.builder.loose_object_path(state.builder.git({"rev-parse", "HEAD~1:a.txt"})));
  CHECK(is_written());
  CHECK_FALSE(is_written());
  state.add_files(3, 4);
  CHECK(is_written());
}

TEST_CASE("That the file cannot be written is said") {
  StateFixture state;
  state.add_files(0, 1);
  state.request.state_file = state.dir.str() + "/none/state";
  const auto counts = state.scan();
  REQUIRE(counts.diagnostics.size() == 1);
  CHECK(counts.diagnostics[0].kind == "unwritten-state");
}

}  // namespace keyhound
